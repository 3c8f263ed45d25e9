package io.streamcat.examples.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.zaxxer.hikari.HikariDataSource;
import io.github.bucket4j.BucketConfiguration;
import io.streamcat.exception.StorageException;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Tests of the rates that processes share in a database. */
class SharedRatesTest {

  private static final BucketConfiguration TEN_A_DAY =
      BucketConfiguration.builder()
          .addLimit(limit -> limit.capacity(10).refillIntervally(10, Duration.ofDays(1)))
          .build();

  @AutoClose private final HikariDataSource database = new HikariDataSource();

  @BeforeEach
  void connect() {
    database.setJdbcUrl("jdbc:h2:mem:");
    database.setMaximumPoolSize(1);
  }

  @Test
  void tryConsume_manyThreadsOfTwoProcesses_shareTheTokens() {
    List<SharedRates> processes = List.of(new SharedRates(database), new SharedRates(database));
    processes.forEach(SharedRates::create);

    List<CompletableFuture<Boolean>> calls =
        IntStream.range(0, 30)
            .mapToObj(
                i ->
                    CompletableFuture.supplyAsync(
                        () -> processes.get(i % 2).bucket("rate", TEN_A_DAY).tryConsume(1)))
            .toList();

    assertThat(calls.stream().filter(CompletableFuture::join)).hasSize(10);
    assertThat(processes.get(0).bucket("other", TEN_A_DAY).getAvailableTokens()).isEqualTo(10);
  }

  @Test
  void tryConsume_missingTable_fails() {
    SharedRates rates = new SharedRates(database);

    assertThatThrownBy(() -> rates.bucket("rate", TEN_A_DAY).tryConsume(1))
        .isInstanceOf(StorageException.class);
  }
}
