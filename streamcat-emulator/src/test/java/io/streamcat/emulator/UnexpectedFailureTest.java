package io.streamcat.emulator;

import static org.assertj.core.api.Assertions.assertThat;

import io.streamcat.emulator.ApiClient.Answer;
import io.streamcat.emulator.internal.server.ApiHandler;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.logging.Level;
import java.util.logging.Logger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class UnexpectedFailureTest {
  private final Logger log = Logger.getLogger(ApiHandler.class.getName());

  @BeforeEach
  void silenceTheLog() {
    log.setLevel(Level.OFF);
  }

  @AfterEach
  void restoreTheLog() {
    log.setLevel(null);
  }

  @Test
  void call_unexpectedFailure_isInternalServerErrorAndServerContinues() {
    try (IvsEmulator emulator = IvsEmulator.builder().clock(new ClockThatFailsOnce()).start()) {
      ApiClient aws = new ApiClient(emulator);

      Answer answer = aws.call("CreateRoom");

      assertThat(answer.status()).isEqualTo(500);
      assertThat(answer.error()).isEqualTo("InternalServerException");
      assertThat(aws.call("CreateRoom").status()).isEqualTo(200);
      assertThat(emulator.requests()).extracting(RecordedRequest::status).containsExactly(500, 200);
    }
  }

  /** A clock that throws at its second reading, which happens during the first request. */
  private static final class ClockThatFailsOnce extends Clock {
    private final AtomicInteger readings = new AtomicInteger();

    @Override
    public Instant instant() {
      if (readings.incrementAndGet() == 2) {
        throw new IllegalStateException("an unexpected failure");
      }
      return MutableClock.START;
    }

    @Override
    public ZoneId getZone() {
      return ZoneOffset.UTC;
    }

    @Override
    public Clock withZone(ZoneId zone) {
      throw new UnsupportedOperationException("the zone is fixed");
    }
  }
}
