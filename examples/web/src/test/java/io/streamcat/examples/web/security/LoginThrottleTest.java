package io.streamcat.examples.web.security;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

class LoginThrottleTest {

  private static final Client HOME = new Client("192.0.2.1", null);
  private static final Client OTHER = new Client("192.0.2.2", null);

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

    assertAllowed("todd", OTHER);
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
    assertAllowed("another", OTHER);
  }

  @Test
  void attempt_oneNameFromManyAddresses_isRejected() {
    for (int i = 0; i < LoginThrottle.PER_NAME; i++) {
      throttle.attempt("todd", new Client("198.51.100." + i, null));
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

  @Test
  void attempt_rejected_countsForNothing() {
    exhaust("todd", HOME);
    for (int i = 0; i < 10 * LoginThrottle.PER_NAME; i++) {
      assertRefused("todd", HOME);
    }

    assertAllowed("todd", OTHER);
    assertAllowed("ann", HOME);
  }

  @Test
  void attempt_rejectedForAddress_addsNoCounter() {
    for (int i = 0; i < LoginThrottle.PER_ADDRESS; i++) {
      throttle.attempt("user" + i, HOME);
    }
    long before = throttle.size();
    for (int i = 0; i < 1_000; i++) {
      assertRefused("stranger" + i, HOME);
    }

    assertThat(throttle.size()).isEqualTo(before);
  }

  @Test
  void attempt_knownBrowserOfLockedName_hasBudgetOfItsOwn() {
    for (int i = 0; i < LoginThrottle.PER_NAME; i++) {
      throttle.attempt("todd", new Client("198.51.100." + i, null));
    }
    Client browser = new Client(HOME.network(), KnownBrowsers.mark("todd") + "1");
    assertRefused("todd", HOME);
    for (int i = 0; i < LoginThrottle.PER_BROWSER; i++) {
      assertAllowed("Todd", browser);
    }
    assertRefused("todd", browser);
    assertAllowed("ann", browser);
  }

  @Test
  void failed_lockedName_isReportedOnce() {
    exhaust("todd", HOME);

    assertThat(throttle.failed("todd", HOME)).containsExactly("name and address");
    assertThat(throttle.failed("todd", HOME)).isEmpty();
  }

  private void exhaust(String name, Client client) {
    for (int i = 0; i < LoginThrottle.PER_NAME_AND_ADDRESS; i++) {
      assertAllowed(name, client);
    }
  }

  private void assertAllowed(String name, Client client) {
    assertThatCode(() -> throttle.attempt(name, client)).doesNotThrowAnyException();
  }

  private void assertRefused(String name, Client client) {
    assertThatExceptionOfType(TooManyAttemptsException.class)
        .isThrownBy(() -> throttle.attempt(name, client));
  }
}
