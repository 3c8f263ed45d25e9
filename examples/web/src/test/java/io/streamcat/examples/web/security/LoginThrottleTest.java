package io.streamcat.examples.web.security;

import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

class LoginThrottleTest {

  private static final String HOME = "192.0.2.1";

  private final AtomicLong nanos = new AtomicLong();
  private final LoginThrottle throttle = new LoginThrottle(nanos::get);

  @Test
  void attempt_afterWindow_isAllowed() {
    exhaust("todd", HOME);
    assertRefused("todd", HOME);

    nanos.addAndGet(LoginThrottle.WINDOW.toNanos());

    assertAllowed("todd", HOME);
  }

  @Test
  void attempt_otherAddress_isAllowed() {
    exhaust("todd", HOME);

    assertAllowed("todd", "192.0.2.2");
  }

  @Test
  void attempt_otherName_isAllowed() {
    exhaust("todd", HOME);

    assertAllowed("ann", HOME);
  }

  @Test
  void attempt_manyNamesFromOneAddress_isRejected() {
    for (int i = 0; i < LoginThrottle.PER_ADDRESS; i++) {
      throttle.attempt("user" + i, HOME);
    }

    assertRefused("another", HOME);
    assertAllowed("another", "192.0.2.2");
  }

  @Test
  void attempt_oneNameFromManyAddresses_isRejected() {
    for (int i = 0; i < LoginThrottle.PER_NAME; i++) {
      throttle.attempt("todd", "198.51.100." + i);
    }

    assertRefused("Todd", HOME);
    assertAllowed("ann", HOME);
  }

  @Test
  void succeeded_attempt_isNotCounted() {
    for (int i = 0; i < 2 * LoginThrottle.PER_NAME; i++) {
      throttle.attempt("todd", HOME);
      throttle.succeeded("todd", HOME);
    }

    assertAllowed("todd", HOME);
  }

  private void exhaust(String name, String address) {
    for (int i = 0; i < LoginThrottle.PER_NAME_AND_ADDRESS; i++) {
      assertAllowed(name, address);
    }
  }

  private void assertAllowed(String name, String address) {
    assertThatCode(() -> throttle.attempt(name, address)).doesNotThrowAnyException();
  }

  private void assertRefused(String name, String address) {
    assertThatExceptionOfType(TooManyAttemptsException.class)
        .isThrownBy(() -> throttle.attempt(name, address));
  }
}
