package io.streamcat.jdbc;

import static io.streamcat.user.SampleUsers.NOW;
import static io.streamcat.user.SampleUsers.channel;
import static io.streamcat.user.SampleUsers.lease;
import static io.streamcat.user.SampleUsers.user;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import io.streamcat.error.DuplicateUserException;
import io.streamcat.error.LeaseLostException;
import io.streamcat.user.UserId;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Whose transaction a statement runs in. */
class TransactionsTest {

  private static Stream<TestDatabase> databases() {
    return Stream.of(TestDatabase.H2, TestDatabase.POSTGRESQL, TestDatabase.MARIADB);
  }

  /** What a framework does: one connection for everything while a transaction is under way. */
  private static final class Joinable implements ConnectionSource {

    private final TestDatabase database;
    private @Nullable Connection transaction;

    Joinable(TestDatabase database) {
      this.database = database;
    }

    Connection begin() throws SQLException {
      transaction = database.dataSource().getConnection();
      transaction.setAutoCommit(false);
      return transaction;
    }

    void end() throws SQLException {
      transaction.setAutoCommit(true);
      transaction.close();
      transaction = null;
    }

    @Override
    public Connection acquire() throws SQLException {
      return transaction == null ? database.dataSource().getConnection() : transaction;
    }

    @Override
    public void release(Connection connection) throws SQLException {
      if (connection != transaction) {
        connection.close();
      }
    }

    @Override
    public boolean isTransactionActive() {
      return transaction != null;
    }
  }

  /** A framework may know of a transaction that is another database's. */
  private record TransactionElsewhere(TestDatabase database) implements ConnectionSource {

    @Override
    public Connection acquire() throws SQLException {
      return database.dataSource().getConnection();
    }

    @Override
    public void release(Connection connection) throws SQLException {
      connection.close();
    }

    @Override
    public boolean isTransactionActive() {
      return true;
    }
  }

  @ParameterizedTest
  @MethodSource("databases")
  void transactionOfAnotherDatabase_readingDoesNotNeedIt(TestDatabase database) {
    database.empty();
    JdbcUserRepository.create(database.dataSource()).insert(user("1", "todd", null));
    JdbcUserRepository repository =
        JdbcUserRepository.builder(new TransactionElsewhere(database)).build();

    assertThat(repository.findById(UserId.of("1"))).isPresent();
    assertThat(repository.isTransactionActive()).as("provisioning is refused").isTrue();
  }

  @ParameterizedTest
  @MethodSource("databases")
  void callersTransaction_isJoined_andTheCallersToEnd(TestDatabase database) throws SQLException {
    database.empty();
    Joinable connections = new Joinable(database);
    JdbcUserRepository repository = JdbcUserRepository.builder(connections).build();

    Connection transaction = connections.begin();
    assertThat(repository.isTransactionActive()).isTrue();
    repository.insert(user("1", "todd", null));
    repository.attach(UserId.of("1"), "worker", channel(), NOW);
    assertThat(repository.findByResource(channel().arn())).isPresent();
    transaction.rollback();
    connections.end();

    assertThat(repository.isTransactionActive()).isFalse();
    assertThat(repository.findById(UserId.of("1"))).isEmpty();
  }

  @ParameterizedTest
  @MethodSource("databases")
  void callersTransaction_survivesARefusedInsert(TestDatabase database) throws SQLException {
    database.empty();
    Joinable connections = new Joinable(database);
    JdbcUserRepository repository = JdbcUserRepository.builder(connections).build();

    Connection transaction = connections.begin();
    repository.insert(user("1", "todd", null));
    assertThatExceptionOfType(DuplicateUserException.class)
        .isThrownBy(() -> repository.insert(user("2", "todd", null)));
    repository.insert(user("3", "ann", null));
    transaction.commit();
    connections.end();

    assertThat(repository.page(null, 10)).hasSize(2);
  }

  @ParameterizedTest
  @MethodSource("databases")
  void poolWithoutAutoCommit_isCommittedTo(TestDatabase database) {
    HikariConfig config = new HikariConfig();
    config.setDataSource(database.empty());
    config.setAutoCommit(false);
    config.setMaximumPoolSize(2);
    try (HikariDataSource pool = new HikariDataSource(config)) {
      JdbcUserRepository repository = JdbcUserRepository.create(pool);
      repository.insert(user("1", "todd", null));
      repository.attach(UserId.of("1"), "worker", channel(), NOW);
    }
    assertThat(JdbcUserRepository.create(database.dataSource()).findByResource(channel().arn()))
        .isPresent();
  }

  @Test
  void connections_areGivenBack() {
    TestDatabase.H2.empty();
    HikariConfig config = new HikariConfig();
    config.setDataSource(TestDatabase.H2.dataSource());
    config.setMaximumPoolSize(1);
    config.setConnectionTimeout(250);
    try (HikariDataSource pool = new HikariDataSource(config)) {
      JdbcUserRepository repository = JdbcUserRepository.create(pool);
      for (int i = 0; i < 3; i++) {
        repository.findById(UserId.of("1"));
        repository.claimExpired(lease("worker"), NOW, 1);
        assertThatExceptionOfType(LeaseLostException.class)
            .isThrownBy(() -> repository.attach(UserId.of("1"), "worker", channel(), NOW));
      }
      assertThat(pool.getHikariPoolMXBean().getActiveConnections()).isZero();
    }
  }
}
