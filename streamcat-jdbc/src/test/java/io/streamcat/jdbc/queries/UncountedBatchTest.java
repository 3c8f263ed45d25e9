package io.streamcat.jdbc.queries;

import static io.streamcat.broadcast.SampleBroadcasts.LATER;
import static io.streamcat.broadcast.SampleBroadcasts.MUCH_LATER;
import static io.streamcat.broadcast.SampleBroadcasts.NOW;
import static io.streamcat.broadcast.SampleBroadcasts.ended;
import static io.streamcat.broadcast.SampleBroadcasts.started;
import static io.streamcat.broadcast.SampleBroadcasts.starving;
import static org.assertj.core.api.Assertions.assertThat;

import com.zaxxer.hikari.HikariDataSource;
import io.streamcat.broadcast.BroadcastRepository;
import io.streamcat.jdbc.ConnectionSource;
import io.streamcat.jdbc.JdbcBroadcastRepository;
import io.streamcat.jdbc.TableNames;
import io.streamcat.jdbc.TestDatabase;
import io.streamcat.jdbc.UncountedBatches;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.stream.IntStream;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** Drivers that do not report how many rows each update of a batch changed. */
class UncountedBatchTest {

  private static final List<String> IDS =
      IntStream.range(0, 100).mapToObj(i -> "st-%03d".formatted(i)).toList();

  private final AtomicBoolean interferes = new AtomicBoolean();
  private @Nullable BroadcastRepository other;

  /** Changes all rows after they were read and before they are written. */
  private void interfere() {
    if (interferes.getAndSet(false)) {
      Objects.requireNonNull(other)
          .merge(IDS.stream().map(id -> starving(id, LATER)).toList(), List.of(), null);
    }
  }

  @Test
  void merge_batchWithoutCounts_losesNoFact() {
    DataSource dataSource = TestDatabase.H2.empty();

    assertNoFactIsLost(dataSource, UncountedBatches.of(dataSource, this::interfere));
  }

  /** The default of MariaDB's driver 3.0 and 3.1. */
  @Test
  void merge_bulkStatementsOfMariaDb_losesNoFact() {
    HikariDataSource standard = (HikariDataSource) TestDatabase.MARIADB.empty();
    try (HikariDataSource dataSource = new HikariDataSource()) {
      dataSource.setJdbcUrl(standard.getJdbcUrl() + "&useBulkStmts=true");
      dataSource.setUsername("root");

      assertNoFactIsLost(dataSource, UncountedBatches.ofDriver(dataSource, this::interfere));
    }
  }

  private void assertNoFactIsLost(DataSource dataSource, ConnectionSource connections) {
    other = JdbcBroadcastRepository.create(dataSource);
    BroadcastRepository repository =
        JdbcBroadcastRepository.create(connections, TableNames.standard());
    repository.merge(IDS.stream().map(id -> started(id, NOW)).toList(), List.of(), null);
    interferes.set(true);

    int changed =
        repository
            .merge(IDS.stream().map(id -> ended(id, MUCH_LATER)).toList(), List.of(), null)
            .count();

    assertThat(changed).isEqualTo(IDS.size());
    assertThat(IDS)
        .allSatisfy(
            id ->
                assertThat(repository.find(id))
                    .hasValueSatisfying(
                        found -> {
                          assertThat(found.endedAt()).isEqualTo(MUCH_LATER);
                          assertThat(found.isHealthy()).isFalse();
                        }));
  }
}
