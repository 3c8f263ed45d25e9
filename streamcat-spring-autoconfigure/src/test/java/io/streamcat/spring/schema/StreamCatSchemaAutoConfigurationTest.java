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
import io.streamcat.testing.Guarantee;
import io.streamcat.user.NewUser;
import java.nio.file.Path;
import java.util.List;
import java.util.UUID;
import javax.sql.DataSource;
import org.h2.jdbcx.JdbcDataSource;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.boot.test.context.FilteredClassLoader;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;
import org.springframework.context.ApplicationContext;
import org.springframework.jdbc.core.JdbcTemplate;

@Guarantee("SPRING-13")
class StreamCatSchemaAutoConfigurationTest {

  @TempDir private Path directory;

  @Test
  void initialize_embeddedDatabase_createsTheTables() {
    Contexts.withDatabase().run(StreamCatSchemaAutoConfigurationTest::hasTables);
  }

  @Test
  void initialize_otherDatabase_leavesItAloneAndExplainsMissingTables() {
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
  void initialize_otherDatabaseUnused_starts() {
    other()
        .run(
            context -> {
              assertThat(context).hasNotFailed();
              hasNoTables(context);
            });
  }

  @Test
  void initialize_always_createsTheTablesInAnyDatabase() {
    other()
        .withPropertyValues("streamcat.jdbc.initialize-schema=always")
        .run(StreamCatSchemaAutoConfigurationTest::hasTables);
  }

  @Test
  void initialize_never_leavesAnEmbeddedDatabaseAlone() {
    Contexts.withDatabase()
        .withPropertyValues("streamcat.jdbc.initialize-schema=never")
        .run(
            context -> {
              assertThat(context).doesNotHaveBean(StreamCatSchemaInitializer.class);
              hasNoTables(context);
            });
  }

  @Test
  void initialize_repositoryOfTheApplication_createsNoTables() {
    Contexts.withDatabase()
        .withBean(UserRepository.class, UserRepository::inMemory)
        .run(
            context -> {
              assertThat(context).doesNotHaveBean(StreamCatSchemaInitializer.class);
              hasNoTables(context);
            });
  }

  @Test
  void flyway_applicationScripts_runsBothWithSeparateHistories() {
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
  void flyway_onTheClassPathOnly_scriptsRunWithoutIt() {
    Contexts.withDatabase()
        .run(
            context -> {
              hasTables(context);
              assertThatExceptionOfType(Exception.class)
                  .isThrownBy(() -> histories(context, "streamcat_schema_history", "version"));
            });
  }

  @Test
  void liquibase_applicationChangeLog_runsBoth() {
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
  void initialize_noFlywayAndNoLiquibase_runsTheScripts() {
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

  @ParameterizedTest
  @CsvSource({
    "flyway.FlywayAutoConfiguration, spring.flyway.locations=classpath:migrations/referring",
    "liquibase.LiquibaseAutoConfiguration,"
        + " spring.liquibase.change-log=classpath:migrations/referring.xml"
  })
  void migrationsOfTheApplication_referToTheTables_runAfterThem(String tool, String property) {
    Contexts.withDatabase()
        .withConfiguration(Contexts.boot(tool))
        .withPropertyValues(property)
        .run(
            context -> {
              hasTables(context);
              context.getBean(UserProvisioner.class).provision(NewUser.withId("42"));
              new JdbcTemplate(context.getBean(DataSource.class))
                  .update("INSERT INTO profile SELECT record_key FROM streamcat_user");
            });
  }

  /** The application's user may not create tables. */
  @ParameterizedTest
  @CsvSource({
    "flyway.FlywayAutoConfiguration, spring.flyway, spring.flyway.locations=classpath:migrations/referring",
    "liquibase.LiquibaseAutoConfiguration, spring.liquibase,"
        + " spring.liquibase.change-log=classpath:migrations/referring.xml"
  })
  void migrationTool_ownUser_ownsTheTables(String tool, String prefix, String property) {
    String url = "jdbc:h2:mem:" + UUID.randomUUID();
    JdbcTemplate owner = new JdbcTemplate(database(url + ";DB_CLOSE_DELAY=-1", "sa"));
    owner.execute("CREATE USER app PASSWORD ''");
    owner.execute("GRANT SELECT, INSERT, UPDATE, DELETE ON SCHEMA PUBLIC TO app");
    Contexts.emulated()
        .withBean(DataSource.class, () -> database(url, "app"))
        .withConfiguration(Contexts.boot(tool))
        .withPropertyValues(
            property, prefix + ".url=" + url, prefix + ".user=sa", prefix + ".password=")
        .run(
            context -> {
              hasTables(context);
              context.getBean(UserProvisioner.class).provision(NewUser.withId("42"));
            });
  }

  private static DataSource database(String url, String user) {
    JdbcDataSource database = new JdbcDataSource();
    database.setURL(url);
    database.setUser(user);
    return database;
  }

  @Test
  void flyway_broadLocations_findOnlyTheScriptsOfTheApplication() {
    Contexts.withDatabase()
        .withConfiguration(Contexts.boot("flyway.FlywayAutoConfiguration"))
        .withPropertyValues("spring.flyway.locations=classpath:db,classpath:migrations/flyway")
        .run(
            context -> {
              hasTables(context);
              assertThat(histories(context, "flyway_schema_history", "version"))
                  .containsExactly("1");
            });
  }

  /** Creates an H2 database in a file, which Spring Boot does not treat as embedded. */
  private ApplicationContextRunner other() {
    JdbcDataSource file = new JdbcDataSource();
    file.setURL("jdbc:h2:" + directory.resolve("database") + ";WRITE_DELAY=0");
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
