package io.streamcat.jdbc.failures;

import static io.streamcat.repository.SampleRecords.NOW;
import static io.streamcat.repository.SampleRecords.active;
import static io.streamcat.repository.SampleRecords.channel;
import static io.streamcat.repository.SampleRecords.complete;
import static io.streamcat.repository.SampleRecords.provisioning;
import static io.streamcat.repository.SampleRecords.writer;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import io.streamcat.channel.Channel;
import io.streamcat.exception.InvalidInputException;
import io.streamcat.exception.StorageException;
import io.streamcat.jdbc.ConnectionSource;
import io.streamcat.jdbc.JdbcUserRepository;
import io.streamcat.jdbc.RecordedConnections;
import io.streamcat.jdbc.StreamKeyStorage;
import io.streamcat.jdbc.TestDatabase;
import io.streamcat.jdbc.internal.sql.Transactions;
import io.streamcat.repository.SampleRecords;
import io.streamcat.repository.UserRecord;
import io.streamcat.testing.Guarantee;
import io.streamcat.user.PasswordHash;
import io.streamcat.user.UserId;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.sql.Connection;
import java.sql.DatabaseMetaData;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;
import javax.sql.DataSource;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.postgresql.ds.PGSimpleDataSource;

/**
 * Databases that are unavailable, reject or fail: each failure has a clear message, and nothing is
 * half-written.
 */
@Guarantee({"STORE-05", "STORE-12"})
class DatabaseFailureTest {

  private static final UserId ID = UserId.of("1");

  private static Stream<TestDatabase> databases() {
    return Stream.of(TestDatabase.H2, TestDatabase.POSTGRESQL, TestDatabase.MARIADB);
  }

  @Test
  void connect_noServer_isRetryable() {
    PGSimpleDataSource unreachable = new PGSimpleDataSource();
    unreachable.setServerNames(new String[] {"127.0.0.1"});
    unreachable.setPortNumbers(new int[] {1});

    assertThatExceptionOfType(StorageException.class)
        .isThrownBy(() -> JdbcUserRepository.create(unreachable))
        .withMessageContaining("could not connect to the database")
        .withMessageContaining("127.0.0.1:1")
        .satisfies(e -> assertThat(e.retryable()).isTrue());
  }

  @Test
  void connect_noDriverForTheUrl_isNotRetryable() {
    ConnectionSource wrong =
        connections(() -> DriverManager.getConnection("jdbc:postgers://127.0.0.1/streamcat"));

    assertThatExceptionOfType(StorageException.class)
        .isThrownBy(() -> JdbcUserRepository.builder(wrong).build())
        .withMessageContaining("could not connect to the database: No suitable driver")
        .satisfies(e -> assertThat(e.getMessage()).contains("jdbc:postgers"));
  }

  @Test
  void connect_unsupportedDatabase_isNamed() throws Exception {
    ConnectionSource other =
        connections(
            () ->
                (Connection)
                    proxy(
                        Connection.class,
                        TestDatabase.H2.dataSource().getConnection(),
                        "getMetaData",
                        metaData ->
                            proxy(
                                DatabaseMetaData.class,
                                metaData,
                                "getDatabaseProductName",
                                name -> "Oracle")));

    assertThatExceptionOfType(StorageException.class)
        .isThrownBy(() -> JdbcUserRepository.builder(other).build())
        .withMessageContaining("'Oracle' is not supported; use PostgreSQL, MySQL, MariaDB or H2");
  }

  @Test
  void write_readOnlyDatabase_failsAndWritesNothing() {
    TestDatabase.POSTGRESQL.empty();
    HikariConfig config = new HikariConfig();
    config.setDataSource(TestDatabase.POSTGRESQL.dataSource());
    config.setConnectionInitSql("SET default_transaction_read_only = on");
    config.setMaximumPoolSize(1);
    try (HikariDataSource readOnly = new HikariDataSource(config)) {
      JdbcUserRepository repository = JdbcUserRepository.create(readOnly);

      assertThatExceptionOfType(StorageException.class)
          .isThrownBy(() -> repository.insert(active("1", "todd")))
          .withMessageContaining("could not insert user '1'")
          .withMessageContaining("read-only transaction (SQL state 25006)")
          .satisfies(e -> assertThat(e.retryable()).isFalse());
      assertThat(repository.findById(ID)).isEmpty();
    } finally {
      ((HikariDataSource) TestDatabase.POSTGRESQL.dataSource())
          .getHikariPoolMXBean()
          .softEvictConnections();
    }
  }

  @Test
  void connect_poolExhausted_isRetryable() throws SQLException {
    HikariConfig config = new HikariConfig();
    config.setDataSource(TestDatabase.H2.empty());
    config.setMaximumPoolSize(1);
    config.setConnectionTimeout(250);
    try (HikariDataSource small = new HikariDataSource(config)) {
      JdbcUserRepository repository = JdbcUserRepository.create(small);
      Connection taken = small.getConnection();

      assertThatExceptionOfType(StorageException.class)
          .isThrownBy(() -> repository.insert(active("1", "todd")))
          .withMessageContaining("Connection is not available")
          .satisfies(e -> assertThat(e.retryable()).isTrue());

      taken.close();
      repository.insert(active("1", "todd"));
    }
  }

  @Test
  void insert_overlongValues_areNamedAndNotWritten() {
    JdbcUserRepository repository = JdbcUserRepository.create(TestDatabase.H2.empty());

    assertThatExceptionOfType(InvalidInputException.class)
        .isThrownBy(() -> repository.insert(active("1", "u".repeat(256))))
        .satisfies(e -> assertThat(e.field()).isEqualTo("username"));
    // Each has three characters in lower case.
    assertThatExceptionOfType(InvalidInputException.class)
        .isThrownBy(() -> repository.insert(active("1", "\u0130".repeat(200))))
        .satisfies(e -> assertThat(e.field()).isEqualTo("username in lower case"));
    UserRecord todd = active("1", "todd");
    assertThatExceptionOfType(InvalidInputException.class)
        .isThrownBy(
            () ->
                repository.insert(
                    todd.with(
                        SampleRecords.identity("1", "todd", null)
                            .withPassword(new PasswordHash("$".repeat(513))),
                        NOW)))
        .satisfies(e -> assertThat(e.field()).isEqualTo("passwordHash"));
    assertThat(repository.findById(ID)).isEmpty();
  }

  @ParameterizedTest
  @MethodSource("databases")
  void update_overlongAnswerOfAws_isRejectedAndTheUserIsUnchanged(TestDatabase database) {
    JdbcUserRepository repository = JdbcUserRepository.create(database.empty());
    UserRecord todd = provisioning("1", "todd", null);
    repository.insert(todd);
    Channel channel = channel("1");
    Channel overlong =
        new Channel(
            channel.arn(),
            channel.name(),
            "h".repeat(1200),
            channel.playbackUrl(),
            channel.streamKey(),
            channel.srt(),
            channel.settings());

    assertThatExceptionOfType(StorageException.class)
        .isThrownBy(() -> repository.update(todd, todd.recorded(overlong, NOW).written(writer())))
        .withMessageContaining("could not update user '1'")
        .satisfies(e -> assertThat(e.retryable()).isFalse());
    assertThat(repository.findById(ID)).contains(todd);
  }

  @ParameterizedTest
  @MethodSource("databases")
  void update_resourceOfAnotherUser_isNamed(TestDatabase database) {
    JdbcUserRepository repository = JdbcUserRepository.create(database.empty());
    repository.insert(complete("1", "todd"));
    UserRecord ann = provisioning("2", "ann", null);
    repository.insert(ann);
    Channel stolen = channel(SampleRecords.key("1"));

    assertThatExceptionOfType(StorageException.class)
        .isThrownBy(() -> repository.update(ann, ann.recorded(stolen, NOW).written(writer())))
        .withMessage(stolen.arn() + " is recorded for another user")
        .satisfies(e -> assertThat(e.retryable()).isFalse());
  }

  @ParameterizedTest
  @MethodSource("databases")
  void delete_userReferencedByTheApplication_explainsTheFailure(TestDatabase database) {
    JdbcUserRepository repository = JdbcUserRepository.create(database.empty());
    UserRecord todd = active("1", "todd");
    repository.insert(todd);
    database.execute(
        "CREATE TABLE profile (user_id VARCHAR(128)"
            + (database == TestDatabase.MARIADB
                ? " CHARACTER SET utf8mb4 COLLATE utf8mb4_nopad_bin"
                : "")
            + ", CONSTRAINT fk_profile_user FOREIGN KEY (user_id) REFERENCES streamcat_user"
            + " (user_id))");
    try {
      database.execute("INSERT INTO profile (user_id) VALUES ('1')");

      assertThatExceptionOfType(StorageException.class)
          .isThrownBy(() -> repository.delete(todd))
          .withMessageContaining("a row of another table refers to it")
          .withMessageContaining("ON DELETE CASCADE")
          .satisfies(e -> assertThat(e).message().containsIgnoringCase("profile"))
          .satisfies(e -> assertThat(e.retryable()).isFalse());
      assertThat(repository.findById(ID)).contains(todd);
    } finally {
      database.execute("DROP TABLE profile");
    }
  }

  @Test
  void commit_serializationFailure_isRepeatedAfterAPause() {
    AtomicInteger failures = new AtomicInteger(3);
    List<Duration> pauses = new ArrayList<>();
    Transactions transactions = new Transactions(failingCommits(failures), pauses::add, false);

    int left = transactions.together("count", c -> failures.get());

    assertThat(left).isZero();

    assertThat(pauses).hasSize(3).allMatch(pause -> !pause.isNegative() && !pause.isZero());
  }

  @Test
  void commit_failsEveryTime_isRetryable() {
    List<Duration> pauses = new ArrayList<>();
    Transactions transactions =
        new Transactions(failingCommits(new AtomicInteger(100)), pauses::add, false);

    assertThatExceptionOfType(StorageException.class)
        .isThrownBy(() -> transactions.together("do nothing", c -> 0))
        .satisfies(e -> assertThat(e.retryable()).isTrue());
    assertThat(pauses.stream().mapToLong(Duration::toMillis).sum()).isBetween(19L, 5000L);
  }

  @Test
  void commit_interruptedDuringAPause_isNotRepeated() {
    Transactions transactions =
        new Transactions(
            failingCommits(new AtomicInteger(100)),
            pause -> {
              throw new InterruptedException();
            },
            false);

    assertThatExceptionOfType(StorageException.class)
        .isThrownBy(() -> transactions.together("do nothing", c -> 0))
        .satisfies(e -> assertThat(e.retryable()).isTrue());
    assertThat(Thread.interrupted()).isTrue();
  }

  /** Fails a number of commits with a serialization failure. */
  private static ConnectionSource failingCommits(AtomicInteger failures) {
    return new RecordedConnections(TestDatabase.H2.empty()) {
      @Override
      public Connection acquire() throws SQLException {
        Connection connection = super.acquire();
        return (Connection)
            proxy(
                Connection.class,
                connection,
                "commit",
                nothing -> {
                  if (failures.getAndUpdate(left -> Math.max(0, left - 1)) > 0) {
                    throw new SQLException("serialization failure", "40001");
                  }
                  return null;
                });
      }
    };
  }

  /** The key storage is not called while a connection is held. */
  @Test
  void write_keyStorageFails_writesNothingAndHoldsNoConnection() {
    HikariDataSource pool = (HikariDataSource) TestDatabase.H2.empty();
    List<Integer> held = new ArrayList<>();
    JdbcUserRepository repository =
        JdbcUserRepository.builder(pool)
            .streamKeys(
                new StreamKeyStorage() {
                  @Override
                  public String encrypt(String secret, String context) {
                    held.add(pool.getHikariPoolMXBean().getActiveConnections());
                    if (held.size() > 2) {
                      throw new NoClassDefFoundError("com/example/KeyService");
                    }
                    return "kept";
                  }

                  @Override
                  public String decrypt(String encrypted, String context) {
                    held.add(pool.getHikariPoolMXBean().getActiveConnections());
                    throw new IllegalStateException("the key service is unavailable");
                  }

                  @Override
                  public boolean isCurrent(String encrypted) {
                    return true;
                  }
                })
            .build();
    UserRecord todd = complete("1", "todd");
    repository.insert(todd);
    UserRecord ann = provisioning("2", "ann", null);
    repository.insert(ann);

    assertThatExceptionOfType(NoClassDefFoundError.class)
        .isThrownBy(
            () -> repository.update(ann, ann.recorded(channel("2"), NOW).written(writer())));

    assertThat(repository.findByKey(ann.key())).contains(ann);
    // A user can log in while the keys are unavailable.
    assertThat(repository.findByUsername("todd").orElseThrow().resources().channel())
        .satisfies(channel -> assertThat(channel.streamKey()).isNull());
    assertThat(held).hasSize(5).containsOnly(0);
  }

  private interface Connecting {
    Connection connect() throws SQLException;
  }

  private interface Answer {
    Object to(Object answer) throws SQLException;
  }

  private static ConnectionSource connections(Connecting connecting) {
    return ConnectionSource.of(
        (DataSource)
            Proxy.newProxyInstance(
                DataSource.class.getClassLoader(),
                new Class<?>[] {DataSource.class},
                (proxy, getConnection, arguments) -> connecting.connect()));
  }

  /**
   * Connections with another answer of one method. If the answer throws, the method is not called.
   */
  private static Object proxy(Class<?> type, Object target, String method, Answer answer) {
    return Proxy.newProxyInstance(
        type.getClassLoader(),
        new Class<?>[] {type},
        (proxy, called, arguments) -> {
          if (called.getName().equals(method) && called.getReturnType() == void.class) {
            answer.to(proxy);
          }
          try {
            Object result = called.invoke(target, arguments);
            return called.getName().equals(method) && called.getReturnType() != void.class
                ? answer.to(Objects.requireNonNull(result))
                : result;
          } catch (InvocationTargetException e) {
            throw e.getCause();
          }
        });
  }
}
