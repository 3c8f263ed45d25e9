package io.streamcat.jdbc;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.streamcat.exception.InvalidInputException;
import io.streamcat.exception.StorageException;
import io.streamcat.jdbc.internal.sql.Sql;
import io.streamcat.jdbc.internal.sql.Transactions;
import io.streamcat.repository.SampleRecords;
import io.streamcat.repository.UserRecord;
import io.streamcat.repository.UserRepository;
import io.streamcat.testing.Guarantee;
import io.streamcat.user.UserId;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.UUID;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.Stream;
import javax.sql.DataSource;
import org.flywaydb.core.Flyway;
import org.flywaydb.core.api.callback.Callback;
import org.flywaydb.core.api.callback.Context;
import org.flywaydb.core.api.callback.Event;
import org.h2.jdbcx.JdbcDataSource;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The schema: creation, checks and table names. */
@Guarantee({"STORE-07", "STORE-12"})
class StreamCatSchemaTest {

  private static Stream<TestDatabase> databases() {
    return Stream.of(TestDatabase.H2, TestDatabase.POSTGRESQL, TestDatabase.MARIADB);
  }

  private static Stream<TestDatabase> flywayDatabases() {
    return Stream.of(TestDatabase.H2, TestDatabase.POSTGRESQL);
  }

  private static DataSource fresh() {
    JdbcDataSource fresh = new JdbcDataSource();
    fresh.setUrl("jdbc:h2:mem:" + UUID.randomUUID() + ";DB_CLOSE_DELAY=-1");
    return fresh;
  }

  private static void execute(DataSource dataSource, String sql) {
    new Transactions(ConnectionSource.of(dataSource))
        .single("prepare a test", c -> c.createStatement().execute(sql));
  }

  @Test
  void check_tablesMissing_namesTheAction() {
    assertThatExceptionOfType(StorageException.class)
        .isThrownBy(() -> JdbcUserRepository.create(fresh()))
        .withMessage(
            "the tables of StreamCat ('streamcat_user' …) are missing; call"
                + " StreamCatSchema.migrate(), or run the scripts in classpath:io/streamcat/jdbc/schema/h2")
        .satisfies(e -> assertThat(e.retryable()).isFalse());
  }

  @Test
  void check_outdatedVersion_isRejected() {
    DataSource dataSource = fresh();
    StreamCatSchema.of(dataSource).migrate();
    execute(dataSource, "DELETE FROM streamcat_schema");

    assertThatExceptionOfType(StorageException.class)
        .isThrownBy(() -> JdbcUserRepository.create(dataSource))
        .withMessageContaining("they have version 0, and version 1 is needed");
  }

  /** A server of this release can restart after other servers were updated. */
  @Test
  void check_newerVersionOfTheSameMajorVersion_isAccepted() {
    DataSource dataSource = fresh();
    StreamCatSchema.of(dataSource).migrate();
    execute(dataSource, "INSERT INTO streamcat_schema (version, major) VALUES (2, 1)");
    execute(dataSource, "ALTER TABLE streamcat_user ADD COLUMN nickname VARCHAR(30)");
    execute(dataSource, "ALTER TABLE streamcat_broadcast ADD COLUMN viewers INTEGER");
    UserRecord todd = SampleRecords.complete("1", "todd");

    assertThat(StreamCatSchema.of(dataSource).migrate()).isZero();
    JdbcUserRepository users =
        JdbcUserRepository.builder(dataSource).streamKeys(StreamKeyStorage.plainText()).build();
    users.insert(todd);

    assertThat(users.findByUsername("todd")).contains(todd);
    assertThat(JdbcBroadcastRepository.create(dataSource).find("st-1")).isEmpty();
  }

  /** A server continues while another one migrates. */
  @Test
  void query_columnAddedMeanwhile_succeeds() {
    TestDatabase database = TestDatabase.POSTGRESQL;
    JdbcUserRepository users = JdbcUserRepository.create(database.empty());
    JdbcBroadcastRepository broadcasts = JdbcBroadcastRepository.create(database.dataSource());
    users.insert(SampleRecords.active("1", "todd"));
    // After five executions the server caches the statement and its plan.
    for (int i = 0; i < 20; i++) {
      users.findByUsername("todd");
      broadcasts.find("st-1");
    }
    database.execute("ALTER TABLE streamcat_user ADD COLUMN nickname VARCHAR(30)");
    database.execute("ALTER TABLE streamcat_broadcast ADD COLUMN viewers INTEGER");
    try {
      for (int i = 0; i < 20; i++) {
        assertThat(users.findByUsername("todd")).isPresent();
        assertThat(users.page(null, 10)).hasSize(1);
        assertThat(broadcasts.find("st-1")).isEmpty();
      }
    } finally {
      database.execute("ALTER TABLE streamcat_user DROP COLUMN nickname");
      database.execute("ALTER TABLE streamcat_broadcast DROP COLUMN viewers");
    }
  }

  @Test
  void check_newerMajorVersion_isRejected() {
    DataSource dataSource = fresh();
    StreamCatSchema.of(dataSource).migrate();
    execute(dataSource, "INSERT INTO streamcat_schema (version, major) VALUES (9, 2)");

    assertThatExceptionOfType(StorageException.class)
        .isThrownBy(() -> JdbcUserRepository.create(dataSource))
        .withMessageContaining("of a newer release")
        .withMessageContaining("major version 2");
    assertThatExceptionOfType(StorageException.class)
        .isThrownBy(() -> StreamCatSchema.of(dataSource).migrate())
        .withMessageContaining("of a newer release");
  }

  @ParameterizedTest
  @MethodSource("databases")
  void storeId_everySchema_isDifferent(TestDatabase database) {
    database.empty();
    TableNames names = new TableNames(null, "s" + Long.toHexString(System.nanoTime()) + "_");
    ConnectionSource connections = ConnectionSource.of(database.dataSource());
    StreamCatSchema.of(connections, names).migrate();
    String own = JdbcUserRepository.builder(connections).tables(names).build().storeId();

    StreamCatSchema.of(connections, names).migrate();

    assertThat(JdbcUserRepository.builder(connections).tables(names).build().storeId())
        .isEqualTo(own)
        .isNotEqualTo(JdbcUserRepository.create(database.dataSource()).storeId());
  }

  @Test
  void storeId_rowMissing_namesTheAction() {
    DataSource dataSource = fresh();
    StreamCatSchema.of(dataSource).migrate();
    execute(dataSource, "DELETE FROM streamcat_store");

    assertThatExceptionOfType(StorageException.class)
        .isThrownBy(() -> JdbcUserRepository.create(dataSource))
        .withMessageContaining("'streamcat_store' has no row");
  }

  @ParameterizedTest
  @MethodSource("databases")
  void migrate_again_doesNothing(TestDatabase database) {
    database.empty();

    assertThat(StreamCatSchema.of(database.dataSource()).migrate()).isZero();
    assertThatCode(() -> StreamCatSchema.of(database.dataSource()).check())
        .doesNotThrowAnyException();
  }

  @ParameterizedTest
  @MethodSource("databases")
  void prefix_twoInstallations_areIndependent(TestDatabase database) {
    UserRepository standard = JdbcUserRepository.create(database.empty());
    TableNames names = new TableNames(null, "t" + Long.toHexString(System.nanoTime()) + "_");
    ConnectionSource connections = ConnectionSource.of(database.dataSource());

    assertThat(StreamCatSchema.of(connections, names).migrate()).isEqualTo(1);
    UserRepository prefixed = JdbcUserRepository.builder(connections).tables(names).build();
    UserRecord todd = SampleRecords.complete("1", "todd");
    prefixed.insert(todd);

    assertThat(prefixed.findByResource(todd.resources().stage().arn())).isPresent();
    assertThat(prefixed.page(null, 10)).hasSize(1);
    assertThat(prefixed.update(todd, todd.anonymised(SampleRecords.LATER).written("w"))).isTrue();
    assertThat(standard.findByUsername("todd")).isEmpty();
  }

  @Test
  void schema_set_containsTheTables() {
    TestDatabase database = TestDatabase.POSTGRESQL;
    database.execute("DROP SCHEMA IF EXISTS live CASCADE");
    database.execute("CREATE SCHEMA live");
    TableNames names = new TableNames("live", "streamcat_");
    ConnectionSource connections = ConnectionSource.of(database.dataSource());
    StreamCatSchema.of(connections, names).migrate();
    UserRepository users = JdbcUserRepository.builder(connections).tables(names).build();

    users.insert(SampleRecords.complete("1", "todd"));

    database.execute("SELECT arn FROM live.streamcat_channel");
    assertThat(users.findById(UserId.of("1"))).isPresent();
  }

  /** Hibernate derives such tables from the entities; the scripts would leave them alone. */
  @ParameterizedTest
  @MethodSource("databases")
  void check_tablesWithoutUniqueKeys_isRejected(TestDatabase database) {
    TableNames names = new TableNames(null, "u" + Long.toHexString(System.nanoTime()) + "_");
    StreamCatSchema schema = StreamCatSchema.of(ConnectionSource.of(database.dataSource()), names);
    schema.migrate();
    schema.check();
    String constraint = Sql.named(names, "uk_streamcat_user_username");
    String drop = database == TestDatabase.MARIADB ? " DROP INDEX " : " DROP CONSTRAINT ";
    database.execute(Sql.named(names, "ALTER TABLE streamcat_user") + drop + constraint);

    assertThatExceptionOfType(StorageException.class)
        .isThrownBy(schema::check)
        .withMessageContaining("the unique constraints " + constraint + " are missing")
        .withMessageContaining(schema.scripts());
  }

  @Test
  void names_invalidIdentifiers_areRejected() {
    assertThatExceptionOfType(InvalidInputException.class)
        .isThrownBy(() -> new TableNames(null, "x; DROP TABLE streamcat_user"))
        .satisfies(e -> assertThat(e.field()).isEqualTo("tablePrefix"));
    assertThatExceptionOfType(InvalidInputException.class)
        .isThrownBy(() -> new TableNames("a.b", "streamcat_"))
        .satisfies(e -> assertThat(e.field()).isEqualTo("schema"));
    assertThatExceptionOfType(InvalidInputException.class)
        .isThrownBy(() -> new TableNames(null, ""));
  }

  @ParameterizedTest
  @MethodSource("databases")
  void migrate_bySeveralServersAtOnce_allSucceed(TestDatabase database) throws Exception {
    TableNames names = new TableNames(null, "c" + Long.toHexString(System.nanoTime()) + "_");
    ConnectionSource connections = ConnectionSource.of(database.dataSource());
    ExecutorService servers = Executors.newFixedThreadPool(4);
    try {
      CountDownLatch start = new CountDownLatch(1);
      List<Future<?>> results = new ArrayList<>();
      for (int i = 0; i < 4; i++) {
        results.add(
            servers.submit(
                () -> {
                  start.await();
                  return StreamCatSchema.of(connections, names).migrate();
                }));
      }
      start.countDown();
      for (Future<?> result : results) {
        result.get();
      }
    } finally {
      servers.shutdownNow();
    }
    StreamCatSchema.of(connections, names).check();
  }

  @ParameterizedTest
  @MethodSource("databases")
  void migrate_afterAnInterruption_continues(TestDatabase database) {
    TableNames names = new TableNames(null, "i" + Long.toHexString(System.nanoTime()) + "_");
    ConnectionSource connections = ConnectionSource.of(database.dataSource());
    StreamCatSchema schema = StreamCatSchema.of(connections, names);
    schema.migrate();
    database.execute(Sql.named(names, "DROP TABLE streamcat_stage"));
    database.execute(Sql.named(names, "DELETE FROM streamcat_schema"));

    database.execute(Sql.named(names, "DROP TABLE streamcat_publication"));

    assertThat(schema.migrate()).isEqualTo(1);

    schema.check();
    database.execute(Sql.named(names, "DELETE FROM streamcat_stage"));
    database.execute(Sql.named(names, "DELETE FROM streamcat_publication"));
  }

  @Test
  void flyway_runsTheSameScripts() {
    flyway(fresh(), "h2", "FLYWAY");
    flyway(TestDatabase.POSTGRESQL.dataSource(), "postgresql", "flyway");
  }

  /** An application that adopts Flyway later baselines its history, and all scripts run again. */
  @ParameterizedTest
  @MethodSource("flywayDatabases")
  void flyway_afterMigrate_runsTheScriptsAgain(TestDatabase database) {
    DataSource dataSource = database.empty();
    UserRecord todd = SampleRecords.active("1", "todd");
    JdbcUserRepository users = JdbcUserRepository.create(dataSource);
    users.insert(todd);
    database.execute("DROP TABLE IF EXISTS streamcat_schema_history");

    Flyway.configure()
        .dataSource(dataSource)
        .locations("classpath:" + StreamCatSchema.of(dataSource).scripts())
        .table("streamcat_schema_history")
        .baselineOnMigrate(true)
        .baselineVersion("0")
        .load()
        .migrate();

    assertThat(JdbcUserRepository.create(dataSource).storeId()).isEqualTo(users.storeId());
    assertThat(users.findByUsername("todd")).contains(todd);
  }

  /** The migrations of an application may refer to the tables, if a callback creates them first. */
  @ParameterizedTest
  @MethodSource("flywayDatabases")
  void migrate_inACallbackOfFlyway_createsTheTablesForTheFirstMigration(
      TestDatabase database, @TempDir Path migrations) throws IOException {
    String schema = "f" + Long.toHexString(System.nanoTime());
    database.execute("CREATE SCHEMA " + schema);
    TableNames names = new TableNames(schema, "streamcat_");
    Files.writeString(
        migrations.resolve("V1__profile.sql"),
        "CREATE TABLE profile (record_key VARCHAR(36) REFERENCES streamcat_user (record_key))");

    Flyway.configure()
        .dataSource(database.dataSource())
        .schemas(database == TestDatabase.H2 ? schema.toUpperCase(Locale.ROOT) : schema)
        .locations("filesystem:" + migrations)
        .callbacks(new TablesFirst(names))
        .load()
        .migrate();

    StreamCatSchema.of(ConnectionSource.of(database.dataSource()), names).check();
    database.execute("SELECT record_key FROM " + schema + ".profile");
  }

  /** A callback that creates the tables on Flyway's connection. */
  private record TablesFirst(TableNames names) implements Callback {

    @Override
    public boolean supports(Event event, Context context) {
      return event == Event.BEFORE_MIGRATE;
    }

    @Override
    public boolean canHandleInTransaction(Event event, Context context) {
      return true;
    }

    @Override
    public void handle(Event event, Context context) {
      StreamCatSchema.of(new OneConnection(context.getConnection(), false), names).migrate();
    }

    @Override
    public String getCallbackName() {
      return "streamcat";
    }
  }

  private static void flyway(DataSource dataSource, String vendor, String schema) {
    Flyway.configure()
        .dataSource(dataSource)
        .locations("classpath:io/streamcat/jdbc/schema/" + vendor)
        .table("streamcat_schema_history")
        .schemas(schema)
        .load()
        .migrate();

    StreamCatSchema.of(ConnectionSource.of(dataSource), new TableNames(schema, "streamcat_"))
        .check();
  }
}
