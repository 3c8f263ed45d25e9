package io.streamcat.aws.internal;

import static org.assertj.core.api.Assertions.assertThat;

import io.streamcat.aws.AwsCalls;
import io.streamcat.aws.CallSettings;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(20)
class ConsistencyWaitTest {

  private static final Instant NOON = Instant.parse("2026-11-23T12:00:00Z");

  @Test
  void await_clockStandsStillAndNothingIsFound_ends() {
    AtomicInteger asked = new AtomicInteger();
    AwsCalls calls =
        AwsCalls.create(
            new CallSettings(
                Clock.fixed(NOON, ZoneOffset.UTC),
                duration -> {},
                Duration.ofSeconds(10),
                Duration.ofSeconds(30),
                Duration.ofSeconds(5)));

    Optional<String> found =
        calls.await(
            NOON,
            NOON.plusSeconds(30),
            () -> {
              asked.incrementAndGet();
              return Optional.empty();
            });

    assertThat(found).isEmpty();
    assertThat(asked).as("pauses of 250, 500 and then 1,000 ms").hasValue(8);
  }
}
