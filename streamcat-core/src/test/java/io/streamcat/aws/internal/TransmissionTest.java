package io.streamcat.aws.internal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.streamcat.testing.Guarantee;
import io.streamcat.testing.SentRequest;
import io.streamcat.testing.VirtualTime;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import software.amazon.awssdk.core.exception.SdkClientException;

@Guarantee("AWS-05")
class TransmissionTest {

  private static final Duration TIMEOUT = Duration.ofSeconds(10);

  private final VirtualTime time = new VirtualTime();
  private final Instant now = time.instant();
  private final Transmission transmission = new Transmission(time, now, () -> true);

  @ParameterizedTest
  @CsvSource({
    "PT1H, PT10S",
    "PT9.999S, PT10S",
    "PT9.998S, PT9.999S",
    "PT0.5S, PT0.501S",
    "PT0S, PT0.001S",
    "PT-0.001S, PT0.001S",
    "PT-1S, PT0.001S",
  })
  void atMost_strictDeadline_endsJustAfterIt(Duration left, Duration timeout) {
    assertThat(CallScope.withStrictDeadline(now.plus(left), () -> transmission.atMost(TIMEOUT)))
        .isEqualTo(timeout);
  }

  @Test
  void atMost_otherDeadline_isTheCallTimeout() {
    assertThat(CallScope.withDeadline(now, () -> transmission.atMost(TIMEOUT))).isEqualTo(TIMEOUT);
    assertThat(transmission.atMost(TIMEOUT)).isEqualTo(TIMEOUT);
  }

  @Test
  void begin_deadlineIsNow_mayBeSent() {
    transmission.observe();
    assertThat(transmission.mayBeSent()).isFalse();
    assertThat(transmission.server()).isNull();

    transmission.begin(SentRequest.HTTP);

    assertThat(transmission.mayBeSent()).isTrue();
    assertThat(transmission.isLate()).isFalse();
    assertThat(transmission.server()).isEqualTo("ivs.moon:4577");
  }

  @Test
  void begin_deadlineHasPassed_isNotSent() {
    transmission.observe();
    time.advance(Duration.ofMillis(1));

    assertThatExceptionOfType(SdkClientException.class)
        .isThrownBy(() -> transmission.begin(SentRequest.HTTP));

    assertThat(transmission.mayBeSent()).isFalse();
    assertThat(transmission.isLate()).isTrue();
  }

  @Test
  void begin_noTurnBeforeTheDeadline_isNotSent() {
    Transmission refused = new Transmission(time, now, () -> false);
    refused.observe();

    assertThatExceptionOfType(SdkClientException.class)
        .isThrownBy(() -> refused.begin(SentRequest.HTTP));

    assertThat(refused.mayBeSent()).isFalse();
  }

  @Test
  void mayBeSent_clientReportsNothing_isTrue() {
    assertThat(transmission.mayBeSent()).isTrue();
  }
}
