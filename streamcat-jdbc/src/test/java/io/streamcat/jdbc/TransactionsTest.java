package io.streamcat.jdbc;

import static io.streamcat.repository.SampleRecords.HOME;
import static io.streamcat.repository.SampleRecords.MUCH_LATER;
import static io.streamcat.repository.SampleRecords.NOW;
import static io.streamcat.repository.SampleRecords.active;
import static io.streamcat.repository.SampleRecords.complete;
import static io.streamcat.repository.SampleRecords.writer;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import io.streamcat.broadcast.SampleBroadcasts;
import io.streamcat.exception.DuplicateUserException;
import io.streamcat.exception.StorageException;
import io.streamcat.exception.StreamCatException;
import io.streamcat.jdbc.FaultyConnections.Place;
import io.streamcat.jdbc.internal.sql.Transactions;
import io.streamcat.repository.UserRecord;
import io.streamcat.repository.UserRepository;
import io.streamcat.testing.Guarantee;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;
import java.util.stream.Stream;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The transactions in which statements run. */
@Guarantee({"STORE-02", "STORE-06"})
class TransactionsTest {

  private static final TestDatabase.Pool NO_AUTO_COMMIT = new TestDatabase.Pool(false, null);

  private static Stream<TestDatabase> databases() {
    return Stream.of(TestDatabase.H2, TestDatabase.POSTGRESQL, TestDatabase.MARIADB);
  }

  private static UserRepository users(ConnectionSource connections) {
    return JdbcUserRepository.builder(connections).build();
  }

  /** Creates a source with a transaction that the caller has begun on the same data source. */
  private static Connection begin(TestDatabase database) throws SQLException {
    Connection connection = database.dataSource().getConnection();
    connection.setAutoCommit(false);
    return connection;
  }

  private static void end(Connection connection) throws SQLException {
    connection.rollback();
    connection.setAutoCommit(true);
    connection.close();
  }

  @ParameterizedTest
  @MethodSource("databases")
  void read_insideTheCallersTransaction_seesItsChanges(TestDatabase database) throws SQLException {
    UserRecord todd = complete("1", "todd");
    users(ConnectionSource.of(database.empty())).insert(todd);
    Connection connection = begin(database);
    UserRepository joining = users(new OneConnection(connection, true));

    connection
        .createStatement()
        .executeUpdate("UPDATE streamcat_user SET username = 'TODD' WHERE user_id = '1'");

    assertThat(joining.isTransactionActive()).isTrue();
    assertThat(joining.findById(todd.id()).orElseThrow().user().username()).isEqualTo("TODD");
    assertThat(joining.page(null, 10)).hasSize(1);
    assertThat(joining.pending(HOME, MUCH_LATER, 10)).isEmpty();
    end(connection);
  }

  @ParameterizedTest
  @MethodSource("databases")
  void write_insideTheCallersTransaction_isRejected(TestDatabase database) throws SQLException {
    UserRecord todd = active("1", "todd");
    UserRepository own = users(ConnectionSource.of(database.empty()));
    own.insert(todd);
    Connection connection = begin(database);
    UserRepository joining = users(new OneConnection(connection, true));

    assertRejected(() -> joining.insert(active("2", "ann")));
    assertRejected(() -> joining.update(todd, todd.anonymised(NOW).written(writer())));
    assertRejected(() -> joining.delete(todd));

    connection.commit();
    end(connection);
    assertThat(own.page(null, 10)).containsExactly(todd);
  }

  private static void assertRejected(ThrowingCallable write) {
    assertThatExceptionOfType(StreamCatException.class)
        .isThrownBy(write)
        .withMessageContaining("inside a transaction of the application")
        .satisfies(e -> assertThat(e.retryable()).isFalse());
  }

  @ParameterizedTest
  @MethodSource("databases")
  void write_insideATransactionOfAnotherResource_isCommitted(TestDatabase database) {
    database.empty();
    for (TestDatabase.Pool pool : List.of(TestDatabase.Pool.STANDARD, NO_AUTO_COMMIT)) {
      // The framework returns pooled connections, and has no transaction on this data source.
      ConnectionSource connections = ConnectionSource.of(database.dataSource(pool));
      String id = String.valueOf(pool.autoCommit());

      UserRecord record = complete(id, null);
      users(connections).insert(record);
      JdbcBroadcastRepository.create(connections, TableNames.standard())
          .merge(List.of(SampleBroadcasts.started("st-" + id, NOW)), List.of(), null);

      assertThat(users(ConnectionSource.of(database.dataSource())).findByKey(record.key()))
          .isPresent();
      assertThat(JdbcBroadcastRepository.create(database.dataSource()).find("st-" + id))
          .isPresent();
    }
  }

  @ParameterizedTest
  @MethodSource("databases")
  void read_failsInsideTheCallersTransaction_leavesItUsable(TestDatabase database)
      throws SQLException {
    users(ConnectionSource.of(database.empty())).insert(active("1", "todd"));
    Connection connection = begin(database);
    UserRepository joining = users(new OneConnection(connection, true));
    Transactions transactions = new Transactions(new OneConnection(connection, true));

    assertThatExceptionOfType(StorageException.class)
        .isThrownBy(
            () ->
                transactions.single(
                    "fail", c -> c.createStatement().executeQuery("SELECT nothing FROM nowhere")));

    assertThat(joining.findByUsername("todd")).isPresent();
    end(connection);
  }

  @ParameterizedTest
  @MethodSource("databases")
  void read_insideTheCallersTransaction_releasesItsSavepoint(TestDatabase database)
      throws SQLException {
    users(ConnectionSource.of(database.empty())).insert(active("1", "todd"));
    RecordedConnections recorded = new RecordedConnections(database.dataSource());
    Connection connection = recorded.acquire();
    connection.setAutoCommit(false);
    UserRepository joining = users(new OneConnection(connection, true));
    recorded.clear();

    joining.findByUsername("todd");

    assertThat(recorded.calls()).containsExactly("setSavepoint", "execute", "releaseSavepoint");
    end(connection);
  }

  @ParameterizedTest
  @MethodSource("databases")
  void write_poolWithoutAutoCommit_isCommitted(TestDatabase database) {
    database.empty();
    UserRecord todd = complete("1", "todd");

    users(ConnectionSource.of(database.dataSource(NO_AUTO_COMMIT))).insert(todd);

    assertThat(users(ConnectionSource.of(database.dataSource())).findByUsername("todd"))
        .isPresent();
  }

  /** Setting auto-commit commits what is open, so it must wait for the end of the transaction. */
  @ParameterizedTest
  @MethodSource("databases")
  void write_errorInTheMiddle_isRolledBackBeforeAutoCommitIsSet(TestDatabase database)
      throws SQLException {
    RecordedConnections connections = new RecordedConnections(database.empty());
    Transactions transactions = new Transactions(connections);

    assertThatExceptionOfType(StackOverflowError.class)
        .isThrownBy(
            () ->
                transactions.together(
                    "break off",
                    c -> {
                      c.createStatement()
                          .executeUpdate("UPDATE streamcat_store SET id = 'half-written'");
                      throw new StackOverflowError();
                    }));

    assertThat(connections.calls()).containsExactly("setAutoCommit", "rollback", "setAutoCommit");
    assertThat(users(ConnectionSource.of(database.dataSource())).storeId())
        .isNotEqualTo("half-written");
  }

  @Test
  void rollback_fails_autoCommitIsNotSet() {
    RecordedConnections connections =
        new RecordedConnections(TestDatabase.H2.empty()) {
          @Override
          public void release(Connection connection) throws SQLException {
            connection.rollback();
            connection.close();
          }
        };
    Transactions transactions = new Transactions(connections);

    assertThatExceptionOfType(StorageException.class)
        .isThrownBy(
            () ->
                transactions.together(
                    "break off",
                    c -> {
                      connections.failNext("rollback");
                      throw new SQLException("the statement failed", "42000");
                    }))
        .satisfies(e -> assertThat(e.getCause().getSuppressed()).hasSize(1));

    assertThat(connections.calls()).containsExactly("setAutoCommit", "rollback", "rollback");
  }

  @ParameterizedTest
  @MethodSource("databases")
  void insert_rejected_leavesConnectionsUsable(TestDatabase database) {
    UserRepository users = users(ConnectionSource.of(database.empty()));
    users.insert(complete("1", "todd"));

    assertThatExceptionOfType(DuplicateUserException.class)
        .isThrownBy(() -> users.insert(complete("2", "todd")));
    users.insert(complete("3", "ann"));

    assertThat(users.page(null, 10)).hasSize(2);
  }

  @Test
  void anyCall_releasesItsConnection() {
    TestDatabase.H2.empty();
    HikariConfig config = new HikariConfig();
    config.setDataSource(TestDatabase.H2.dataSource());
    config.setMaximumPoolSize(1);
    config.setConnectionTimeout(250);
    try (HikariDataSource pool = new HikariDataSource(config)) {
      FaultyConnections broken =
          new FaultyConnections(
              pool,
              (place, connection) -> {
                if (place == Place.BEFORE_COMMIT) {
                  throw new SQLException("the commit failed", "08006");
                }
              });
      UserRepository users = users(broken);
      for (int i = 0; i < 3; i++) {
        UserRecord todd = complete("1", "todd");
        assertThatExceptionOfType(StorageException.class).isThrownBy(() -> users.insert(todd));
        assertThat(users.findByKey(todd.key())).isEmpty();
      }
      assertThat(pool.getHikariPoolMXBean().getActiveConnections()).isZero();
    }
  }
}
