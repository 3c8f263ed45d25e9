package io.streamcat.jdbc.failures;

import static io.streamcat.broadcast.SampleBroadcasts.LATER;
import static io.streamcat.broadcast.SampleBroadcasts.NOW;
import static io.streamcat.broadcast.SampleBroadcasts.ended;
import static io.streamcat.broadcast.SampleBroadcasts.started;
import static io.streamcat.repository.SampleRecords.active;
import static io.streamcat.repository.SampleRecords.writer;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.streamcat.broadcast.BroadcastRepository;
import io.streamcat.exception.StorageException;
import io.streamcat.jdbc.ConnectionSource;
import io.streamcat.jdbc.JdbcBroadcastRepository;
import io.streamcat.jdbc.JdbcUserRepository;
import io.streamcat.jdbc.TableNames;
import io.streamcat.jdbc.TestDatabase;
import io.streamcat.repository.UserRecord;
import io.streamcat.repository.UserRepository;
import io.streamcat.testing.Guarantee;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.FutureTask;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * A row that a forgotten transaction locks. Statements must end, and other rows must be written.
 */
@Timeout(60)
@Guarantee({"EVENT-06", "STORE-03"})
class LockedRowTest {

  private static final Duration TIMEOUT = Duration.ofSeconds(1);

  private static Stream<TestDatabase> databases() {
    return Stream.of(
        TestDatabase.H2, TestDatabase.POSTGRESQL, TestDatabase.MARIADB, TestDatabase.MYSQL_DRIVER);
  }

  /** A lock on a row, which is held until it is closed. */
  private record Lock(Connection connection) implements AutoCloseable {

    static Lock on(TestDatabase database, String condition) throws SQLException {
      Connection connection = database.dataSource().getConnection();
      connection.setAutoCommit(false);
      try (Statement statement = connection.createStatement()) {
        statement.execute("SELECT * FROM " + condition + " FOR UPDATE");
      }
      return new Lock(connection);
    }

    boolean isHeld() throws SQLException {
      return !connection.isClosed();
    }

    @Override
    public void close() throws SQLException {
      connection.rollback();
      connection.setAutoCommit(true);
      connection.close();
    }
  }

  @ParameterizedTest
  @MethodSource("databases")
  void update_lockedRow_endsAtTheTimeLimit(TestDatabase database) throws SQLException {
    database.empty();
    UserRepository users =
        JdbcUserRepository.builder(database.dataSource()).statementTimeout(TIMEOUT).build();
    UserRecord todd = active("1", "todd");
    users.insert(todd);
    UserRecord next = todd.anonymised(NOW).written(writer());

    try (Lock lock = Lock.on(database, "streamcat_user WHERE user_id = '1'")) {
      long begin = System.nanoTime();
      assertThatExceptionOfType(StorageException.class)
          .isThrownBy(() -> users.update(todd, next))
          .satisfies(e -> assertThat(e.retryable()).isTrue());
      assertThat(Duration.ofNanos(System.nanoTime() - begin)).isLessThan(Duration.ofSeconds(20));
      assertThat(users.findByUsername("todd")).contains(todd);
      assertThat(lock.isHeld()).isTrue();
    }
    assertThat(users.update(todd, next)).isTrue();
  }

  @Test
  void merge_lockedRow_doesNotBlockOtherRows() throws Exception {
    TestDatabase database = TestDatabase.POSTGRESQL;
    database.empty();
    BroadcastRepository broadcasts =
        JdbcBroadcastRepository.create(
            ConnectionSource.of(database.dataSource()), TableNames.standard(), TIMEOUT);
    broadcasts.merge(List.of(started("st-locked", NOW)), List.of(), null);

    try (Lock lock = Lock.on(database, "streamcat_broadcast WHERE stream_id = 'st-locked'")) {
      FutureTask<Void> hanging =
          new FutureTask<>(
              () -> broadcasts.merge(List.of(ended("st-locked", LATER)), List.of(), null), null);
      new Thread(hanging).start();
      awaitBlockedStatement(database);
      List<FutureTask<Void>> others = new ArrayList<>();
      for (int i = 0; i < 5; i++) {
        String streamId = "st-" + i;
        FutureTask<Void> other =
            new FutureTask<>(
                () -> broadcasts.merge(List.of(started(streamId, NOW)), List.of(), null), null);
        others.add(other);
        new Thread(other).start();
      }

      for (FutureTask<Void> other : others) {
        other.get();
      }
      assertThatExceptionOfType(Exception.class)
          .isThrownBy(hanging::get)
          .satisfies(
              e ->
                  assertThat(e.getCause())
                      .isInstanceOfSatisfying(
                          StorageException.class, cause -> assertThat(cause.retryable()).isTrue()));
      assertThat(lock.isHeld()).isTrue();
    }
    for (int i = 0; i < 5; i++) {
      assertThat(broadcasts.find("st-" + i)).isPresent();
    }
  }

  private static void awaitBlockedStatement(TestDatabase database) throws SQLException {
    try (Connection connection = database.dataSource().getConnection();
        Statement statement = connection.createStatement()) {
      while (!statement.executeQuery("SELECT 1 FROM pg_locks WHERE NOT granted").next()) {
        Thread.onSpinWait();
      }
    }
  }
}
