package io.streamcat.jdbc;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.streamcat.error.InvalidInputException;
import io.streamcat.error.StorageException;
import io.streamcat.user.SampleUsers;
import io.streamcat.user.UserId;
import io.streamcat.repository.UserRepository;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.Stream;
import javax.sql.DataSource;
import org.flywaydb.core.Flyway;
import org.h2.jdbcx.JdbcDataSource;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The tables: created, checked, and named as the application likes. */
class StreamCatSchemaTest {

  private static Stream<TestDatabase> databases() {
    return Stream.of(TestDatabase.H2, TestDatabase.POSTGRESQL, TestDatabase.MARIADB);
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
  void missing_saysWhatToDo() {
    assertThatExceptionOfType(StorageException.class)
        .isThrownBy(() -> JdbcUserRepository.create(fresh()))
        .withMessage(
            "the tables of StreamCat ('streamcat_user' …) are missing; call"
                + " StreamCatSchema.migrate(), or run the scripts in classpath:db/streamcat/h2")
        .satisfies(e -> assertThat(e.retryable()).isFalse());
  }

  @Test
  void outdatedOrNewer_isRefused() {
    DataSource dataSource = fresh();
    StreamCatSchema.of(dataSource).migrate();

    execute(dataSource, "DELETE FROM streamcat_schema WHERE version = 2");
    assertThatExceptionOfType(StorageException.class)
        .isThrownBy(() -> JdbcUserRepository.create(dataSource))
        .withMessageContaining("outdated: they have version 1, and version 2 is needed");
    execute(dataSource, "INSERT INTO streamcat_schema VALUES (3)");
    assertThatExceptionOfType(StorageException.class)
        .isThrownBy(() -> JdbcUserRepository.create(dataSource))
        .withMessageContaining("made by a newer release");
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
  void prefix_keepsInstallationsApart(TestDatabase database) {
    UserRepository standard = JdbcUserRepository.create(database.empty());
    TableNames names = new TableNames(null, "t" + Long.toHexString(System.nanoTime()) + "_");
    ConnectionSource connections = ConnectionSource.of(database.dataSource());

    assertThat(StreamCatSchema.of(connections, names).migrate()).isEqualTo(2);
    UserRepository prefixed = JdbcUserRepository.builder(connections).tables(names).build();
    prefixed.insert(SampleUsers.user("1", "todd", null));
    prefixed.attach(UserId.of("1"), "worker", SampleUsers.stage(), SampleUsers.NOW);

    assertThat(prefixed.findByResource(SampleUsers.stage().arn())).isPresent();
    assertThat(standard.findByUsername("todd")).isEmpty();
  }

  @Test
  void schema_isWhereTheTablesAre() {
    TestDatabase database = TestDatabase.POSTGRESQL;
    database.execute("DROP SCHEMA IF EXISTS live CASCADE");
    database.execute("CREATE SCHEMA live");
    TableNames names = new TableNames("live", "streamcat_");
    ConnectionSource connections = ConnectionSource.of(database.dataSource());
    StreamCatSchema.of(connections, names).migrate();
    UserRepository users = JdbcUserRepository.builder(connections).tables(names).build();

    users.insert(SampleUsers.user("1", "todd", null));
    users.attach(UserId.of("1"), "worker", SampleUsers.channel(), SampleUsers.NOW);

    database.execute("SELECT arn FROM live.streamcat_channel");
    assertThat(users.findById(UserId.of("1"))).isPresent();
  }

  @Test
  void names_thatAreNoIdentifiers_areRefused() {
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
  void migrate_fromVersionOne_keepsUsers(TestDatabase database) {
    TableNames names = new TableNames(null, "v" + Long.toHexString(System.nanoTime()) + "_");
    ConnectionSource connections = ConnectionSource.of(database.dataSource());
    StreamCatSchema schema = StreamCatSchema.of(connections, names);
    schema.migrate();
    UserRepository users = JdbcUserRepository.builder(connections).tables(names).build();
    users.insert(SampleUsers.user("1", "todd", null));
    database.execute(names.in("DROP TABLE streamcat_broadcast"));
    database.execute(names.in("DROP TABLE streamcat_publication"));
    database.execute(names.in("DELETE FROM streamcat_schema WHERE version = 2"));

    assertThat(schema.migrate()).isEqualTo(1);

    schema.check();
    assertThat(users.findByUsername("todd")).isPresent();
    assertThat(JdbcBroadcastRepository.create(connections, names).find("st-1")).isEmpty();
  }

  @ParameterizedTest
  @MethodSource("databases")
  void migrate_whereItWasInterrupted_goesOn(TestDatabase database) {
    TableNames names = new TableNames(null, "i" + Long.toHexString(System.nanoTime()) + "_");
    ConnectionSource connections = ConnectionSource.of(database.dataSource());
    StreamCatSchema schema = StreamCatSchema.of(connections, names);
    schema.migrate();
    database.execute(names.in("DROP TABLE streamcat_stage"));
    database.execute(names.in("DELETE FROM streamcat_schema"));

    database.execute(names.in("DROP TABLE streamcat_publication"));

    assertThat(schema.migrate()).isEqualTo(2);

    schema.check();
    database.execute(names.in("DELETE FROM streamcat_stage"));
    database.execute(names.in("DELETE FROM streamcat_publication"));
  }

  @Test
  void flyway_runsTheSameScripts() {
    flyway(fresh(), "h2", "FLYWAY");
    flyway(TestDatabase.POSTGRESQL.dataSource(), "postgresql", "flyway");
  }

  private static void flyway(DataSource dataSource, String vendor, String schema) {
    Flyway.configure()
        .dataSource(dataSource)
        .locations("classpath:db/streamcat/" + vendor)
        .table("streamcat_schema_history")
        .schemas(schema)
        .load()
        .migrate();

    StreamCatSchema.of(ConnectionSource.of(dataSource), new TableNames(schema, "streamcat_"))
        .check();
  }
}
