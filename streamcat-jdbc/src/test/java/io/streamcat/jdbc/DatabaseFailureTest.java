package io.streamcat.jdbc;

import static io.streamcat.user.SampleUsers.NOW;
import static io.streamcat.user.SampleUsers.channel;
import static io.streamcat.user.SampleUsers.user;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import io.streamcat.channel.Channel;
import io.streamcat.error.InvalidInputException;
import io.streamcat.error.StorageException;
import io.streamcat.user.PasswordHash;
import io.streamcat.user.SampleUsers;
import io.streamcat.repository.UserRecord;
import io.streamcat.user.UserId;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.sql.Connection;
import java.sql.DatabaseMetaData;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.Objects;
import java.util.concurrent.atomic.AtomicInteger;
import javax.sql.DataSource;
import org.junit.jupiter.api.Test;
import org.postgresql.ds.PGSimpleDataSource;

/**
 * Databases that are not there, refuse, or give up: a clear error each, and nothing half-written.
 */
class DatabaseFailureTest {

  private static final UserId ID = UserId.of("1");

  @Test
  void nobodyListening_isRetryable() {
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
  void urlOfNoDriver_isNotRetryable() {
    ConnectionSource wrong =
        connections(() -> DriverManager.getConnection("jdbc:postgers://127.0.0.1/streamcat"));

    assertThatExceptionOfType(StorageException.class)
        .isThrownBy(() -> JdbcUserRepository.builder(wrong).build())
        .withMessageContaining("could not connect to the database: No suitable driver")
        .satisfies(e -> assertThat(e.getMessage()).contains("jdbc:postgers"));
  }

  @Test
  void unknownDatabase_isNamed() throws Exception {
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
        .withMessageContaining("'Oracle', only for PostgreSQL, MySQL, MariaDB and H2");
  }

  @Test
  void readOnlyDatabase_saysSo_andNothingIsWritten() {
    TestDatabase.POSTGRESQL.empty();
    HikariConfig config = new HikariConfig();
    config.setDataSource(TestDatabase.POSTGRESQL.dataSource());
    config.setConnectionInitSql("SET default_transaction_read_only = on");
    config.setMaximumPoolSize(1);
    try (HikariDataSource readOnly = new HikariDataSource(config)) {
      JdbcUserRepository repository = JdbcUserRepository.create(readOnly);

      assertThatExceptionOfType(StorageException.class)
          .isThrownBy(() -> repository.insert(user("1", "todd", null)))
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
  void exhaustedPool_isRetryable() throws SQLException {
    HikariConfig config = new HikariConfig();
    config.setDataSource(TestDatabase.H2.empty());
    config.setMaximumPoolSize(1);
    config.setConnectionTimeout(250);
    try (HikariDataSource small = new HikariDataSource(config)) {
      JdbcUserRepository repository = JdbcUserRepository.create(small);
      Connection taken = small.getConnection();

      assertThatExceptionOfType(StorageException.class)
          .isThrownBy(() -> repository.insert(user("1", "todd", null)))
          .withMessageContaining("Connection is not available")
          .satisfies(e -> assertThat(e.retryable()).isTrue());

      taken.close();
      repository.insert(user("1", "todd", null));
    }
  }

  @Test
  void overlongValues_areNamed_andNothingIsWritten() {
    JdbcUserRepository repository = JdbcUserRepository.create(TestDatabase.H2.empty());

    assertThatExceptionOfType(InvalidInputException.class)
        .isThrownBy(() -> repository.insert(user("1", "u".repeat(256), null)))
        .satisfies(e -> assertThat(e.field()).isEqualTo("username"));
    // Three characters in lower case for each.
    assertThatExceptionOfType(InvalidInputException.class)
        .isThrownBy(() -> repository.insert(user("1", "\u0130".repeat(200), null)))
        .satisfies(e -> assertThat(e.field()).isEqualTo("username in lower case"));
    assertThatExceptionOfType(InvalidInputException.class)
        .isThrownBy(
            () ->
                repository.insert(user("1", "todd", null).with(new PasswordHash("$".repeat(513)))))
        .satisfies(e -> assertThat(e.field()).isEqualTo("passwordHash"));
    assertThat(repository.findById(ID)).isEmpty();
  }

  @Test
  void overlongAnswerOfAws_isRefusedByTheDatabase_andTheUserStaysAsItWas() {
    JdbcUserRepository repository = JdbcUserRepository.create(TestDatabase.H2.empty());
    StoredUser todd = user("1", "todd", null);
    repository.insert(todd);
    Channel channel = channel();
    Channel overlong =
        new Channel(
            channel.arn(),
            channel.name(),
            "h".repeat(600),
            channel.playbackUrl(),
            channel.streamKey(),
            channel.srt(),
            channel.settings());

    assertThatExceptionOfType(StorageException.class)
        .isThrownBy(() -> repository.attach(ID, "worker", overlong, NOW))
        .withMessageContaining("could not record " + channel.arn());
    assertThat(repository.findById(ID)).contains(todd);
  }

  @Test
  void problem_isCutToFit() {
    JdbcUserRepository repository = JdbcUserRepository.create(TestDatabase.POSTGRESQL.empty());
    repository.insert(user("1", "todd", null));

    repository.release(ID, "worker", NOW, "\0" + "\uD83D\uDC31".repeat(3000));

    assertThat(repository.findById(ID).orElseThrow().problem())
        .startsWith("?\uD83D\uDC31")
        .endsWith("\uD83D\uDC31…")
        .satisfies(text -> assertThat(text.codePointCount(0, text.length())).isEqualTo(2000));
  }

  @Test
  void resourceOfAnotherUser_isRefused() {
    JdbcUserRepository repository = JdbcUserRepository.create(TestDatabase.H2.empty());
    repository.insert(user("1", "todd", null));
    repository.insert(user("2", "ann", null));
    repository.attach(ID, "worker", channel(), NOW);

    assertThatExceptionOfType(StorageException.class)
        .isThrownBy(() -> repository.attach(UserId.of("2"), "worker", channel(), NOW))
        .withMessage(channel().arn() + " is recorded for another user");
  }

  @Test
  void transactionGivenUpByTheDatabase_isRepeated() {
    AtomicInteger failures = new AtomicInteger(3);
    ConnectionSource conflicting = failingCommits(failures);
    JdbcUserRepository repository = JdbcUserRepository.builder(conflicting).build();
    repository.insert(user("1", "todd", null));

    repository.attach(ID, "worker", channel(), NOW);

    assertThat(failures).hasValue(0);
    assertThat(repository.findById(ID).orElseThrow().user().channel())
        .extracting(Channel::arn)
        .isEqualTo(channel().arn());
  }

  @Test
  void transactionGivenUpForGood_isRetryable() {
    ConnectionSource conflicting = failingCommits(new AtomicInteger(100));
    JdbcUserRepository repository = JdbcUserRepository.builder(conflicting).build();
    repository.insert(user("1", "todd", null));

    assertThatExceptionOfType(StorageException.class)
        .isThrownBy(() -> repository.attach(ID, "worker", SampleUsers.stage(), NOW))
        .satisfies(e -> assertThat(e.retryable()).isTrue());
    assertThat(repository.findById(ID).orElseThrow().user().stage()).isNull();
  }

  /** Fails commits with a serialization failure, as often as told. */
  private static ConnectionSource failingCommits(AtomicInteger failures) {
    DataSource real = TestDatabase.H2.empty();
    return connections(
        () ->
            (Connection)
                proxy(
                    Connection.class,
                    real.getConnection(),
                    "commit",
                    nothing -> {
                      if (failures.getAndUpdate(left -> Math.max(0, left - 1)) > 0) {
                        throw new SQLException("serialization failure", "40001");
                      }
                      return null;
                    }));
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

  /** Replaces the answer of one method; where it throws, the method is not called. */
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
