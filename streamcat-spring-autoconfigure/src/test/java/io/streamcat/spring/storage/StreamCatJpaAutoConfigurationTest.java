package io.streamcat.spring.storage;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.streamcat.broadcast.BroadcastRepository;
import io.streamcat.broadcast.Broadcasts;
import io.streamcat.exception.DuplicateUserException;
import io.streamcat.exception.StreamCatException;
import io.streamcat.jdbc.JdbcBroadcastRepository;
import io.streamcat.jdbc.JdbcUserRepository;
import io.streamcat.jdbc.StreamCatSchema;
import io.streamcat.jdbc.entity.UserEntity;
import io.streamcat.provisioning.UserProvisioner;
import io.streamcat.repository.UserRepository;
import io.streamcat.spring.Contexts;
import io.streamcat.spring.StreamCatSchemaInitializer;
import io.streamcat.spring.entities.Visitor;
import io.streamcat.spring.profiles.Profile;
import io.streamcat.testing.Guarantee;
import io.streamcat.user.NewUser;
import io.streamcat.user.UserId;
import jakarta.persistence.EntityManager;
import jakarta.persistence.EntityManagerFactory;
import java.util.stream.Stream;
import javax.sql.DataSource;
import org.junit.jupiter.api.Test;
import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.context.annotation.ImportCandidates;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;
import org.springframework.context.ApplicationContext;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.orm.jpa.LocalContainerEntityManagerFactoryBean;
import org.springframework.orm.jpa.SharedEntityManagerCreator;
import org.springframework.orm.jpa.vendor.HibernateJpaVendorAdapter;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;
import org.springframework.util.ClassUtils;

@Guarantee({"SPRING-04", "SPRING-05", "SPRING-06"})
class StreamCatJpaAutoConfigurationTest {

  /** An application whose entity scan covers only its own package, in both Spring Boot versions. */
  @Configuration(proxyBeanMethods = false)
  @org.springframework.boot.autoconfigure.domain.EntityScan(basePackageClasses = Visitor.class)
  @org.springframework.boot.persistence.autoconfigure.EntityScan(basePackageClasses = Visitor.class)
  static class ApplicationWithEntities {}

  private static AutoConfigurations jpa() {
    return Contexts.boot(
        "jdbc.DataSourceTransactionManagerAutoConfiguration",
        "orm.jpa.HibernateJpaAutoConfiguration",
        "transaction.TransactionAutoConfiguration");
  }

  private static ApplicationContextRunner application() {
    return Contexts.withDatabase()
        .withConfiguration(jpa())
        .withUserConfiguration(ApplicationWithEntities.class);
  }

  private static EntityManager entityManager(ApplicationContext context) {
    return SharedEntityManagerCreator.createSharedEntityManager(
        context.getBean(EntityManagerFactory.class));
  }

  private static TransactionTemplate transaction(ApplicationContext context) {
    return new TransactionTemplate(context.getBean(PlatformTransactionManager.class));
  }

  /** One test for all aspects of the context, which takes seconds to start. */
  @Test
  void entities_applicationWithItsOwnEntityScan_areQueriedThroughJpa() {
    application()
        .run(
            context -> {
              UserProvisioner users = context.getBean(UserProvisioner.class);
              TransactionTemplate transaction = transaction(context);
              EntityManager entities = entityManager(context);

              users.provision(NewUser.withId("todd").withUsername("todd"));
              transaction.executeWithoutResult(
                  status -> entities.persist(new Visitor("a", "todd")));

              assertThat(context)
                  .getBean(UserRepository.class)
                  .isInstanceOf(JdbcUserRepository.class);
              assertThat(context)
                  .getBean(BroadcastRepository.class)
                  .isInstanceOf(JdbcBroadcastRepository.class);
              assertThat(context.getBean(Broadcasts.class).live()).isEmpty();
              assertThat(
                      entities
                          .createQuery(
                              "select u.channel.arn from Visitor v join UserEntity u"
                                  + " on u.username = v.username",
                              String.class)
                          .getResultList())
                  .containsExactly(users.findByUsername("todd").orElseThrow().channel().arn());
              assertThatExceptionOfType(DuplicateUserException.class)
                  .as("the scripts created the tables, with their unique keys")
                  .isThrownBy(() -> users.provision(NewUser.withId("Todd").withUsername("Todd")));
              assertThatExceptionOfType(StreamCatException.class)
                  .isThrownBy(() -> transaction.execute(s -> users.provision(NewUser.withId("42"))))
                  .withMessageContaining("inside a database transaction");
              assertThat(users.find(UserId.of("42"))).isEmpty();
              assertThat(Contexts.resources(context)).hasSize(3);
            });
  }

  @Test
  void provision_persistenceContextOfTheCaller_isUnchanged() {
    application()
        .run(
            context -> {
              UserProvisioner users = context.getBean(UserProvisioner.class);
              users.provision(NewUser.withId("todd").withUsername("todd"));
              TransactionTemplate transaction = transaction(context);
              EntityManager entities = entityManager(context);
              transaction.executeWithoutResult(status -> entities.persist(new Visitor("a", "x")));

              transaction.executeWithoutResult(
                  status -> {
                    Visitor dirty = entities.find(Visitor.class, "a");
                    dirty.setUsername("y");

                    assertThat(users.findByUsername("todd")).isPresent();
                    assertThat(users.findByUsername("nobody")).isEmpty();

                    assertThat(entities.contains(dirty)).isTrue();
                    status.setRollbackOnly();
                  });

              assertThat(entities.find(Visitor.class, "a").username()).isEqualTo("x");
            });
  }

  /** A request with open-in-view has an entity manager but no transaction. */
  @Test
  void provision_duplicateUsername_persistenceContextKeepsItsEntities() {
    application()
        .run(
            context -> {
              UserProvisioner users = context.getBean(UserProvisioner.class);
              users.provision(NewUser.withId("todd").withUsername("todd"));
              transaction(context)
                  .executeWithoutResult(
                      status -> entityManager(context).persist(new Visitor("a", "x")));
              EntityManagerFactory factory = context.getBean(EntityManagerFactory.class);

              try (OpenInView view = OpenInView.of(factory)) {
                Visitor dirty = view.entities().find(Visitor.class, "a");
                dirty.setUsername("y");

                assertThatExceptionOfType(DuplicateUserException.class)
                    .isThrownBy(() -> users.provision(NewUser.withId("Todd").withUsername("Todd")));
                assertThat(users.findByUsername("todd")).isPresent();

                assertThat(view.entities().contains(dirty)).isTrue();
              }

              assertThat(entityManager(context).find(Visitor.class, "a").username()).isEqualTo("x");
            });
  }

  @Test
  void hibernate_validates_findsTheTables() {
    application()
        .withPropertyValues("spring.jpa.hibernate.ddl-auto=none")
        .withPropertyValues("spring.jpa.properties.hibernate.hbm2ddl.auto=validate")
        .withUserConfiguration(VisitorTable.class)
        .run(
            context ->
                assertThat(context)
                    .hasNotFailed()
                    .getBean(EntityManagerFactory.class)
                    .satisfies(factory -> assertThat(knowsUsers(factory)).isTrue()));
  }

  /** Creates the table of the application's own entity. */
  @Configuration(proxyBeanMethods = false)
  static class VisitorTable {

    @Bean
    StreamCatSchemaInitializer initializer(DataSource dataSource) {
      return () -> {
        new JdbcTemplate(dataSource)
            .execute("CREATE TABLE visitor (name VARCHAR(255) PRIMARY KEY, username VARCHAR(255))");
        StreamCatSchema.of(dataSource).migrate();
      };
    }
  }

  @Test
  void entities_otherTableNames_areNotRegistered() {
    application()
        .withPropertyValues("streamcat.jdbc.table-prefix=sc_")
        .run(StreamCatJpaAutoConfigurationTest::hasNoEntities);
  }

  @Test
  void entities_otherDataSource_areNotRegistered() {
    application()
        .withPropertyValues("streamcat.store=memory")
        .run(StreamCatJpaAutoConfigurationTest::hasNoEntities);
  }

  private static void hasNoEntities(ApplicationContext context) {
    context.getBean(UserProvisioner.class).provision(NewUser.withId("42"));

    assertThat(knowsUsers(context.getBean(EntityManagerFactory.class))).isFalse();
  }

  private static boolean knowsUsers(EntityManagerFactory factory) {
    return factory.getMetamodel().getEntities().stream()
        .anyMatch(type -> type.getJavaType() == UserEntity.class);
  }

  @Test
  void persistenceUnit_ofTheApplication_isUnchanged() {
    Contexts.withDatabase()
        .withUserConfiguration(OwnPersistenceUnit.class)
        .run(StreamCatJpaAutoConfigurationTest::hasNoEntities);
  }

  @Configuration(proxyBeanMethods = false)
  static class OwnPersistenceUnit {

    @Bean
    LocalContainerEntityManagerFactoryBean own(DataSource dataSource) {
      LocalContainerEntityManagerFactoryBean factory = new LocalContainerEntityManagerFactoryBean();
      factory.setDataSource(dataSource);
      factory.setPackagesToScan(Visitor.class.getPackageName());
      factory.setJpaVendorAdapter(new HibernateJpaVendorAdapter());
      return factory;
    }
  }

  /** Applies only the auto-configurations of StreamCat that {@code @DataJpaTest} includes. */
  @Test
  void dataJpaTest_slice_hasTheEntitiesAndTheTables() {
    Class<?>[] slice =
        Stream.of(
                "org.springframework.boot.test.autoconfigure.orm.jpa.AutoConfigureDataJpa",
                "org.springframework.boot.data.jpa.test.autoconfigure.AutoConfigureDataJpa")
            .filter(name -> ClassUtils.isPresent(name, null))
            .map(name -> ClassUtils.resolveClassName(name, null))
            .flatMap(
                annotation ->
                    ImportCandidates.load(annotation, annotation.getClassLoader())
                        .getCandidates()
                        .stream())
            .filter(name -> name.startsWith("io.streamcat."))
            .map(name -> ClassUtils.resolveClassName(name, null))
            .toArray(Class<?>[]::new);
    assertThat(slice).hasSize(3);
    new ApplicationContextRunner()
        .withConfiguration(AutoConfigurations.of(slice))
        .withConfiguration(jpa())
        .withUserConfiguration(
            Contexts.DatabaseConfiguration.class,
            HibernateSettingsTest.ApplicationWithProfiles.class)
        .run(
            context ->
                assertThat(
                        entityManager(context)
                            .createQuery("select p from Profile p join p.user u", Profile.class)
                            .getResultList())
                    .isEmpty());
  }
}
