package io.streamcat.aws.internal;

import static org.assertj.core.api.Assertions.assertThat;

import io.streamcat.aws.CallOutcome;
import io.streamcat.testing.Guarantee;
import io.streamcat.testing.VirtualTime;
import java.time.Duration;
import java.time.Instant;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import software.amazon.awssdk.core.exception.ApiCallAttemptTimeoutException;
import software.amazon.awssdk.core.exception.ApiCallTimeoutException;

/** The outcomes of calls whose timer ends them, for example on a machine that is too busy. */
@Guarantee("AWS-05")
class CallOutcomesTest {

  private final VirtualTime time = new VirtualTime();
  private final Instant deadline = time.instant().plus(Duration.ofMinutes(1));
  private final Transmission transmission = new Transmission(time, deadline, () -> true);

  static Stream<RuntimeException> timeouts() {
    return Stream.of(
        ApiCallTimeoutException.create(10_000), ApiCallAttemptTimeoutException.create(10_000));
  }

  @ParameterizedTest
  @MethodSource("timeouts")
  void of_timeoutBeforeTheRequestIsSent_isNotSent(RuntimeException timeout) {
    transmission.observe();

    assertThat(CallOutcomes.of(timeout, transmission)).isEqualTo(CallOutcome.NOT_SENT);
  }

  @ParameterizedTest
  @MethodSource("timeouts")
  void of_timeoutAfterTheRequestMayBeSent_isUnknown(RuntimeException timeout) {
    transmission.observe();
    transmission.begin();

    assertThat(CallOutcomes.of(timeout, transmission)).isEqualTo(CallOutcome.UNKNOWN);
  }
}
