package io.streamcat.spring.schema;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.streamcat.exception.StorageException;
import io.streamcat.jdbc.StreamCatSchema;
import io.streamcat.provisioning.UserProvisioner;
import io.streamcat.repository.UserRepository;
import io.streamcat.spring.Contexts;
import io.streamcat.spring.Failures;
import io.streamcat.spring.StreamCatSchemaInitializer;
import io.streamcat.user.NewUser;
import java.nio.file.Path;
import java.util.List;
import javax.sql.DataSource;
import org.h2.jdbcx.JdbcDataSource;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.boot.test.context.FilteredClassLoader;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;
import org.springframework.context.ApplicationContext;
import org.springframework.jdbc.core.JdbcTemplate;

class StreamCatSchemaAutoConfigurationTest {

  @TempDir private Path directory;

  @Test
  void embeddedDatabase_isInitialised() {
    Contexts.withDatabase().run(StreamCatSchemaAutoConfigurationTest::hasTables);
  }

  @Test
  void otherDatabase_isLeftAlone_andWhoeverNeedsTheTablesIsToldWhatToDo() {
    other()
        .withBean("registration", Registration.class)
        .run(
            context -> {
              assertThat(context).hasFailed();
              assertThat(Failures.analysis(context.getStartupFailure()))
                  .contains("are missing", "streamcat.jdbc.initialize-schema=always");
            });
  }

  record Registration(UserProvisioner users) {}

  @Test
  void otherDatabase_nobodyNeedsTheTables_starts() {
    other()
        .run(
            context -> {
              assertThat(context).hasNotFailed();
              hasNoTables(context);
            });
  }

  @Test
  void always_initialisesAnyDatabase() {
    other()
        .withPropertyValues("streamcat.jdbc.initialize-schema=always")
        .run(StreamCatSchemaAutoConfigurationTest::hasTables);
  }

  @Test
  void never_leavesEvenAnEmbeddedDatabaseAlone() {
    Contexts.withDatabase()
        .withPropertyValues("streamcat.jdbc.initialize-schema=never")
        .run(
            context -> {
              assertThat(context).doesNotHaveBean(StreamCatSchemaInitializer.class);
              hasNoTables(context);
            });
  }

  @Test
  void repositoryOfTheApplications_noTablesAreCreated() {
    Contexts.withDatabase()
        .withBean(UserRepository.class, UserRepository::inMemory)
        .run(
            context -> {
              assertThat(context).doesNotHaveBean(StreamCatSchemaInitializer.class);
              hasNoTables(context);
            });
  }

  @Test
  void flyway_runsTheScriptsBesideTheApplicationsOwn_withAHistoryOfTheirOwn() {
    Contexts.withDatabase()
        .withConfiguration(Contexts.boot("flyway.FlywayAutoConfiguration"))
        .withPropertyValues("spring.flyway.locations=classpath:migrations/flyway")
        .run(
            context -> {
              hasTables(context);
              assertThat(histories(context, "flyway_schema_history", "version"))
                  .as("the application's V1")
                  .containsExactly("1");
              assertThat(histories(context, "streamcat_schema_history", "version"))
                  .containsExactly("0", "1");
            });
  }

  @Test
  void flywayOnTheClassPathAlone_scriptsRunWithoutIt() {
    Contexts.withDatabase()
        .run(
            context -> {
              hasTables(context);
              assertThatExceptionOfType(Exception.class)
                  .isThrownBy(() -> histories(context, "streamcat_schema_history", "version"));
            });
  }

  @Test
  void liquibase_runsTheScriptsBesideTheApplicationsOwn() {
    Contexts.withDatabase()
        .withConfiguration(Contexts.boot("liquibase.LiquibaseAutoConfiguration"))
        .withPropertyValues("spring.liquibase.change-log=classpath:migrations/changelog.xml")
        .run(
            context -> {
              hasTables(context);
              assertThat(histories(context, "DATABASECHANGELOG", "ID"))
                  .containsExactly("1", "1-h2");
            });
  }

  @Test
  void neitherFlywayNorLiquibaseThere_scriptsRun() {
    Contexts.withDatabase()
        .withClassLoader(new FilteredClassLoader("org.flywaydb", "liquibase"))
        .run(StreamCatSchemaAutoConfigurationTest::hasTables);
  }

  @Test
  void flyway_otherTableNames_scriptsRunWithoutIt() {
    Contexts.withDatabase()
        .withConfiguration(Contexts.boot("flyway.FlywayAutoConfiguration"))
        .withPropertyValues(
            "spring.flyway.locations=classpath:migrations/flyway",
            "streamcat.jdbc.table-prefix=sc_")
        .run(
            context -> {
              context.getBean(UserProvisioner.class).provision(NewUser.withId("42"));

              assertThat(histories(context, "SC_SCHEMA", "VERSION")).containsExactly("1");
            });
  }

  /** H2 in a file is none that Spring Boot takes for embedded. */
  private ApplicationContextRunner other() {
    JdbcDataSource file = new JdbcDataSource();
    file.setURL("jdbc:h2:" + directory.resolve("database"));
    return Contexts.emulated().withBean(DataSource.class, () -> file);
  }

  private static void hasTables(ApplicationContext context) {
    StreamCatSchema.of(context.getBean(DataSource.class)).check();
  }

  private static void hasNoTables(ApplicationContext context) {
    assertThatExceptionOfType(StorageException.class)
        .isThrownBy(() -> hasTables(context))
        .withMessageContaining("missing");
  }

  private static List<String> histories(ApplicationContext context, String table, String column) {
    return new JdbcTemplate(context.getBean(DataSource.class))
        .queryForList(
            "SELECT \"%s\" FROM \"%s\" WHERE \"%s\" IS NOT NULL ORDER BY 1"
                .formatted(column, table, column),
            String.class);
  }
}
