package io.streamcat.jdbc.queries;

import static io.streamcat.broadcast.SampleBroadcasts.NOW;
import static io.streamcat.broadcast.SampleBroadcasts.started;
import static org.assertj.core.api.Assertions.assertThat;

import io.streamcat.broadcast.BroadcastRepository;
import io.streamcat.jdbc.JdbcBroadcastRepository;
import io.streamcat.jdbc.RecordedConnections;
import io.streamcat.jdbc.TableNames;
import io.streamcat.jdbc.TestDatabase;
import io.streamcat.testing.Guarantee;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Threads that store events while another thread does. */
@Timeout(60)
@Guarantee("EVENT-06")
class SharedTransactionTest {

  private static final int WAITING = 4;

  /** On a busy machine, a thread may lose patience and write alone. */
  private static final int ROUNDS = 10;

  private volatile CountDownLatch gate = new CountDownLatch(0);

  private final RecordedConnections connections =
      new RecordedConnections(TestDatabase.H2.empty()) {
        @Override
        public Connection acquire() throws SQLException {
          try {
            gate.await();
          } catch (InterruptedException e) {
            throw new SQLException(e);
          }
          return super.acquire();
        }
      };

  private final BroadcastRepository broadcasts =
      JdbcBroadcastRepository.create(connections, TableNames.standard());

  @Test
  void merge_whileAnotherThreadWrites_sharesTheNextTransaction() throws Exception {
    List<Integer> reads = new ArrayList<>();
    do {
      reads.add(readsOfRound(reads.size()));
    } while (reads.get(reads.size() - 1) != 2 && reads.size() < ROUNDS);

    assertThat(reads).as("one for the first thread, one for all others").endsWith(2);
  }

  /** Returns the number of reads by a thread that is held up, and by those that arrive then. */
  private int readsOfRound(int round) throws InterruptedException, ExecutionException {
    gate = new CountDownLatch(1);
    connections.clear();
    List<FutureTask<Void>> merges = new ArrayList<>();
    for (int i = 0; i <= WAITING; i++) {
      String streamId = "st-" + round + "-" + i;
      FutureTask<Void> merge =
          new FutureTask<>(
              () -> broadcasts.merge(List.of(started(streamId, NOW)), List.of(), null), null);
      merges.add(merge);
      Thread thread = new Thread(merge);
      thread.start();
      while (thread.getState() != Thread.State.TIMED_WAITING
          && thread.getState() != Thread.State.WAITING) {
        Thread.onSpinWait();
      }
    }
    gate.countDown();
    for (FutureTask<Void> merge : merges) {
      merge.get();
    }
    for (int i = 0; i <= WAITING; i++) {
      assertThat(broadcasts.find("st-" + round + "-" + i)).isPresent();
    }
    return (int)
        connections.statements().stream()
            .filter(sql -> sql.startsWith("SELECT") && !sql.contains("stream_id = ?"))
            .count();
  }
}
