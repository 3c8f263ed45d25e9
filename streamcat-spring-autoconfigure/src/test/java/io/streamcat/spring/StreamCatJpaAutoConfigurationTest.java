package io.streamcat.spring;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.streamcat.broadcast.BroadcastRepository;
import io.streamcat.broadcast.Broadcasts;
import io.streamcat.error.DuplicateUserException;
import io.streamcat.error.StorageException;
import io.streamcat.error.StreamCatException;
import io.streamcat.jdbc.JdbcBroadcastRepository;
import io.streamcat.jdbc.JdbcUserRepository;
import io.streamcat.jdbc.JpaBroadcastRepository;
import io.streamcat.jdbc.JpaUserRepository;
import io.streamcat.jdbc.StreamCatSchema;
import io.streamcat.provisioning.UserProvisioner;
import io.streamcat.spring.entities.Visitor;
import io.streamcat.user.NewUser;
import io.streamcat.user.UserId;
import io.streamcat.repository.UserRepository;
import jakarta.persistence.EntityManagerFactory;
import java.util.List;
import java.util.stream.Stream;
import javax.sql.DataSource;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.orm.jpa.LocalContainerEntityManagerFactoryBean;
import org.springframework.orm.jpa.SharedEntityManagerCreator;
import org.springframework.orm.jpa.persistenceunit.PersistenceManagedTypes;
import org.springframework.orm.jpa.vendor.HibernateJpaVendorAdapter;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;

@ExtendWith(OutputCaptureExtension.class)
class StreamCatJpaAutoConfigurationTest {

  /** Its entities are those of its own package alone, in either Spring Boot. */
  @Configuration(proxyBeanMethods = false)
  @org.springframework.boot.autoconfigure.domain.EntityScan(basePackageClasses = Visitor.class)
  @org.springframework.boot.persistence.autoconfigure.EntityScan(basePackageClasses = Visitor.class)
  static class ApplicationWithEntities {}

  private static ApplicationContextRunner application() {
    return Contexts.withDatabase()
        .withConfiguration(
            Contexts.boot(
                "jdbc.DataSourceTransactionManagerAutoConfiguration",
                "orm.jpa.HibernateJpaAutoConfiguration",
                "transaction.TransactionAutoConfiguration"))
        .withUserConfiguration(ApplicationWithEntities.class);
  }

  /** One context for all that is seen in it, because it takes seconds. */
  @Test
  void applicationWithEntitiesAndAnEntityScanOfItsOwn_usesJpaBesideThem() {
    application()
        .run(
            context -> {
              UserProvisioner users = context.getBean(UserProvisioner.class);
              TransactionTemplate transaction =
                  new TransactionTemplate(context.getBean(PlatformTransactionManager.class));
              var entityManager =
                  SharedEntityManagerCreator.createSharedEntityManager(
                      context.getBean(EntityManagerFactory.class));

              users.provision(NewUser.of("todd", "purple kettle on a slow train"));
              transaction.executeWithoutResult(status -> entityManager.persist(new Visitor("a")));

              assertThat(context)
                  .getBean(UserRepository.class)
                  .isInstanceOf(JpaUserRepository.class);
              assertThat(context)
                  .getBean(BroadcastRepository.class)
                  .isInstanceOf(JpaBroadcastRepository.class);
              assertThat(context.getBean(Broadcasts.class).live()).isEmpty();
              assertThat(
                      entityManager
                          .createQuery("select v.name from Visitor v", String.class)
                          .getResultList())
                  .containsExactly("a");
              assertThatExceptionOfType(DuplicateUserException.class)
                  .as("the tables are those of the scripts, with their unique keys")
                  .isThrownBy(
                      () -> users.provision(NewUser.of("Todd", "purple kettle on a slow train")));
              assertThatExceptionOfType(StreamCatException.class)
                  .isThrownBy(() -> transaction.execute(s -> users.provision(NewUser.withId("42"))))
                  .withMessageContaining("inside a database transaction");
              assertThat(users.find(UserId.of("42"))).isEmpty();
              assertThat(Contexts.resources(context)).hasSize(3);
            });
  }

  @Test
  void hibernateValidates_finds_theTablesOfTheScripts() {
    application()
        .withPropertyValues("spring.jpa.hibernate.ddl-auto=none")
        .withPropertyValues("spring.jpa.properties.hibernate.hbm2ddl.auto=validate")
        .withUserConfiguration(VisitorTable.class)
        .run(
            context ->
                assertThat(context)
                    .hasNotFailed()
                    .getBean(UserRepository.class)
                    .isInstanceOf(JpaUserRepository.class));
  }

  /** The table of the application's own entity. */
  @Configuration(proxyBeanMethods = false)
  static class VisitorTable {

    @Bean
    StreamCatSchemaInitializer initializer(DataSource dataSource) {
      return () -> {
        new JdbcTemplate(dataSource)
            .execute("CREATE TABLE visitor (name VARCHAR(255) PRIMARY KEY)");
        StreamCatSchema.of(dataSource).migrate();
      };
    }
  }

  @Test
  void persistenceUnitOfTheApplications_hasNotTheEntities_fallsBackToJdbcAndSaysSo(
      CapturedOutput output) {
    Contexts.withDatabase()
        .withUserConfiguration(OwnPersistenceUnit.class)
        .run(
            context -> {
              context.getBean(UserProvisioner.class).provision(NewUser.withId("42"));

              assertThat(context)
                  .getBean(UserRepository.class)
                  .isInstanceOf(JdbcUserRepository.class);
              assertThat(context)
                  .getBean(BroadcastRepository.class)
                  .isInstanceOf(JdbcBroadcastRepository.class);
              assertThat(output)
                  .contains("does not have StreamCat's entities of users")
                  .contains("does not have StreamCat's entities of broadcasts");
            });
  }

  @Test
  void persistenceUnitOfTheApplications_hasTheEntitiesOfUsersAlone_keepsBroadcastsThroughJdbc(
      CapturedOutput output) {
    Contexts.withDatabase()
        .withUserConfiguration(UnitOfUsers.class)
        .run(
            context -> {
              context.getBean(UserProvisioner.class).provision(NewUser.withId("42"));

              assertThat(context)
                  .getBean(UserRepository.class)
                  .isInstanceOf(JpaUserRepository.class);
              assertThat(output).as("before they are used").doesNotContain("broadcasts");
              assertThat(context.getBean(Broadcasts.class).live()).isEmpty();
              assertThat(output).contains("list JpaBroadcastRepository.managedClasses() in it");
            });
  }

  @Test
  void jpaAskedFor_persistenceUnitHasTheEntitiesOfUsersAlone_broadcastsSayWhatIsMissing() {
    Contexts.withDatabase()
        .withUserConfiguration(UnitOfUsers.class)
        .withPropertyValues("streamcat.store=jpa")
        .run(
            context -> {
              context.getBean(UserProvisioner.class).provision(NewUser.withId("42"));

              assertThatExceptionOfType(Exception.class)
                  .isThrownBy(() -> context.getBean(Broadcasts.class).live())
                  .havingRootCause()
                  .isInstanceOf(StorageException.class)
                  .withMessageContaining("list JpaBroadcastRepository.managedClasses() in it");
            });
  }

  /** As it was listed before there were broadcasts. */
  @Configuration(proxyBeanMethods = false)
  static class UnitOfUsers {

    @Bean
    LocalContainerEntityManagerFactoryBean own(DataSource dataSource) {
      LocalContainerEntityManagerFactoryBean factory = new LocalContainerEntityManagerFactoryBean();
      factory.setDataSource(dataSource);
      factory.setManagedTypes(
          PersistenceManagedTypes.of(
              Stream.concat(JpaUserRepository.managedClasses().stream(), Stream.of(Visitor.class))
                  .map(Class::getName)
                  .toList(),
              List.of()));
      factory.setJpaVendorAdapter(new HibernateJpaVendorAdapter());
      return factory;
    }
  }

  @Test
  void jdbcAskedFor_entityManagerFactoryIsThere_usesJdbc() {
    Contexts.withDatabase()
        .withUserConfiguration(OwnPersistenceUnit.class)
        .withPropertyValues("streamcat.store=jdbc")
        .run(
            context ->
                assertThat(context)
                    .getBean(UserRepository.class)
                    .isInstanceOf(JdbcUserRepository.class));
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
}
