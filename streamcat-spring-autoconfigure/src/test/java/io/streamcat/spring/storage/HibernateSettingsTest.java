package io.streamcat.spring.storage;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.streamcat.exception.DuplicateUserException;
import io.streamcat.exception.StreamCatException;
import io.streamcat.jdbc.StreamCatSchema;
import io.streamcat.jdbc.entity.StreamCatEntities;
import io.streamcat.jdbc.entity.UserEntity;
import io.streamcat.provisioning.UserProvisioner;
import io.streamcat.spring.Contexts;
import io.streamcat.spring.Failures;
import io.streamcat.spring.profiles.Profile;
import io.streamcat.testing.Guarantee;
import io.streamcat.user.NewUser;
import io.streamcat.user.UserId;
import jakarta.persistence.EntityManager;
import jakarta.persistence.EntityManagerFactory;
import java.util.List;
import javax.sql.DataSource;
import org.hibernate.boot.model.naming.Identifier;
import org.hibernate.boot.model.naming.PhysicalNamingStrategyStandardImpl;
import org.hibernate.engine.jdbc.env.spi.JdbcEnvironment;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.beans.factory.annotation.Qualifier;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Primary;
import org.springframework.jdbc.datasource.DataSourceTransactionManager;
import org.springframework.orm.jpa.LocalContainerEntityManagerFactoryBean;
import org.springframework.orm.jpa.SharedEntityManagerCreator;
import org.springframework.orm.jpa.persistenceunit.PersistenceManagedTypes;
import org.springframework.orm.jpa.vendor.HibernateJpaVendorAdapter;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.TransactionDefinition;
import org.springframework.transaction.support.AbstractPlatformTransactionManager;
import org.springframework.transaction.support.DefaultTransactionStatus;
import org.springframework.transaction.support.TransactionTemplate;

/** Settings of Hibernate and of transactions that must not affect StreamCat's tables. */
@Guarantee("SPRING-12")
class HibernateSettingsTest {

  /** An application with an entity that refers to StreamCat's, in both Spring Boot versions. */
  @Configuration(proxyBeanMethods = false)
  @org.springframework.boot.autoconfigure.domain.EntityScan(basePackageClasses = Profile.class)
  @org.springframework.boot.persistence.autoconfigure.EntityScan(basePackageClasses = Profile.class)
  static class ApplicationWithProfiles {}

  private static ApplicationContextRunner application() {
    return Contexts.withDatabase()
        .withConfiguration(
            Contexts.boot(
                "jdbc.DataSourceTransactionManagerAutoConfiguration",
                "orm.jpa.HibernateJpaAutoConfiguration",
                "transaction.TransactionAutoConfiguration"))
        .withUserConfiguration(ApplicationWithProfiles.class);
  }

  @ParameterizedTest
  @ValueSource(strings = {"none", "update", "create", "create-drop", "create-only"})
  void ddlAuto_anyValue_leavesTheTablesWithTheirUniqueKeys(String value) {
    application()
        .withPropertyValues("spring.jpa.hibernate.ddl-auto=" + value)
        .run(
            context -> {
              StreamCatSchema.of(context.getBean(DataSource.class)).check();
              UserProvisioner users = context.getBean(UserProvisioner.class);
              users.provision(NewUser.withId("todd").withUsername("todd"));

              assertThatExceptionOfType(DuplicateUserException.class)
                  .isThrownBy(() -> users.provision(NewUser.withId("Todd").withUsername("Todd")));
            });
  }

  @Test
  void entityOfTheApplication_refersToAUser_isStored() {
    application()
        .run(
            context -> {
              context.getBean(UserProvisioner.class).provision(NewUser.withId("42"));
              EntityManager entities =
                  SharedEntityManagerCreator.createSharedEntityManager(
                      context.getBean(EntityManagerFactory.class));
              new TransactionTemplate(context.getBean(PlatformTransactionManager.class))
                  .executeWithoutResult(
                      status ->
                          entities.persist(
                              new Profile(
                                  "todd",
                                  entities
                                      .createQuery("select u from UserEntity u", UserEntity.class)
                                      .getSingleResult())));

              assertThat(entities.find(Profile.class, "todd").user()).isNotNull();
            });
  }

  /** A strategy that adds a prefix to each table. */
  public static final class Prefixing extends PhysicalNamingStrategyStandardImpl {

    private static final long serialVersionUID = 1L;

    @Override
    public Identifier toPhysicalTableName(Identifier name, JdbcEnvironment context) {
      return Identifier.toIdentifier("app_" + name.getText());
    }
  }

  @ParameterizedTest
  @CsvSource({
    "hibernate.naming.physical-strategy="
        + "io.streamcat.spring.storage.HibernateSettingsTest$Prefixing,"
        + " spring.jpa.hibernate.naming.physical-strategy, app_streamcat_user",
    "properties.hibernate.globally_quoted_identifiers=true,"
        + " spring.jpa.properties.hibernate.globally_quoted_identifiers, STREAMCAT_USER",
    "properties.hibernate.default_schema=other,"
        + " spring.jpa.properties.hibernate.default_schema, streamcat.jdbc.schema=other"
  })
  void start_settingThatMapsTheEntitiesToOtherTables_isRefusedByItsName(
      String setting, String property, String problem) {
    application()
        .withPropertyValues("spring.jpa." + setting, "spring.jpa.hibernate.ddl-auto=update")
        .run(
            context ->
                assertThat(Failures.analysis(context.getStartupFailure()))
                    .contains(property, problem));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "hibernate.naming.physical-strategy="
            + "org.hibernate.boot.model.naming.PhysicalNamingStrategyStandardImpl",
        "hibernate.naming.implicit-strategy="
            + "org.hibernate.boot.model.naming.ImplicitNamingStrategyLegacyJpaImpl",
        "properties.hibernate.auto_quote_keyword=true",
        "properties.hibernate.default_schema=public"
      })
  void start_otherSettings_succeeds(String setting) {
    application()
        .withPropertyValues("spring.jpa." + setting)
        .run(context -> assertThat(context).hasNotFailed());
  }

  @Test
  void persistenceUnits_several_createNoTablesOfStreamCat() {
    Contexts.withDatabase()
        .withUserConfiguration(SecondUnit.class)
        .run(
            context -> {
              StreamCatSchema.of(context.getBean("dataSource", DataSource.class)).check();
              DataSource second = context.getBean("second", DataSource.class);

              assertThatExceptionOfType(StreamCatException.class)
                  .isThrownBy(() -> StreamCatSchema.of(second).check())
                  .withMessageContaining("missing");
              assertThat(StreamCatSchema.of(second).migrate()).isEqualTo(1);
              StreamCatSchema.of(second).check();
            });
  }

  /** A unit of the application that lists StreamCat's entities, on another database. */
  @Configuration(proxyBeanMethods = false)
  static class SecondUnit {

    @Bean(defaultCandidate = false)
    DataSource second() {
      return Contexts.newDatabase();
    }

    @Bean
    LocalContainerEntityManagerFactoryBean secondUnit(@Qualifier("second") DataSource second) {
      LocalContainerEntityManagerFactoryBean factory = new LocalContainerEntityManagerFactoryBean();
      factory.setDataSource(second);
      factory.setManagedTypes(
          PersistenceManagedTypes.of(
              StreamCatEntities.classes().stream().map(Class::getName).toArray(String[]::new)));
      HibernateJpaVendorAdapter hibernate = new HibernateJpaVendorAdapter();
      hibernate.setGenerateDdl(true);
      factory.setJpaVendorAdapter(hibernate);
      factory.getJpaPropertyMap().put("hibernate.hbm2ddl.auto", "create");
      return factory;
    }
  }

  @Test
  void transactionManager_primaryOneOfAnotherKind_isNotUsed() {
    application()
        .withUserConfiguration(TransactionManagers.class)
        .run(
            context -> {
              UserProvisioner users = context.getBean(UserProvisioner.class);
              new TransactionTemplate(context.getBean(PlatformTransactionManager.class))
                  .executeWithoutResult(status -> users.provision(NewUser.withId("42")));

              assertThat(users.find(UserId.of("42"))).isPresent();
              TransactionTemplate database =
                  new TransactionTemplate(
                      context.getBean("database", PlatformTransactionManager.class));
              assertThatExceptionOfType(StreamCatException.class)
                  .isThrownBy(() -> database.execute(s -> users.provision(NewUser.withId("43"))))
                  .withMessageContaining("inside a database transaction");
            });
  }

  /** The transactions of a message broker, and those of the database. */
  @Configuration(proxyBeanMethods = false)
  static class TransactionManagers {

    @Bean
    @Primary
    PlatformTransactionManager broker() {
      return new BrokerTransactionManager();
    }

    @Bean
    PlatformTransactionManager database(DataSource dataSource) {
      return new DataSourceTransactionManager(dataSource);
    }
  }

  private static final class BrokerTransactionManager extends AbstractPlatformTransactionManager {

    private static final long serialVersionUID = 1L;

    @Override
    protected Object doGetTransaction() {
      return List.of();
    }

    @Override
    protected void doBegin(Object transaction, TransactionDefinition definition) {}

    @Override
    protected void doCommit(DefaultTransactionStatus status) {}

    @Override
    protected void doRollback(DefaultTransactionStatus status) {}
  }
}
