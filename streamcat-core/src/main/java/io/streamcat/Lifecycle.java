package io.streamcat;

import io.streamcat.aws.AwsCalls;
import io.streamcat.exception.Check;
import io.streamcat.provisioning.Recovery;
import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What runs in a StreamCat until it is closed, and the order in which it ends. Thread safe. */
final class Lifecycle {

  private final WorkInProgress work;
  private final AwsCalls calls;
  private final Duration closeTimeout;
  private final List<AutoCloseable> owned;
  private @Nullable RecoveryLoop recovery;
  private boolean closed;

  /**
   * Creates a lifecycle.
   *
   * @param work the calls under way
   * @param calls the calls of AWS, which end last
   * @param closeTimeout the longest to wait for the calls under way
   * @param owned what was created and is to be closed
   */
  Lifecycle(WorkInProgress work, AwsCalls calls, Duration closeTimeout, List<AutoCloseable> owned) {
    this.work = work;
    this.calls = calls;
    this.closeTimeout = closeTimeout;
    this.owned = owned;
  }

  synchronized void startRecovery(Recovery runs, Duration interval) {
    Check.atMostAYear("interval", interval);
    Check.that(
        !interval.isNegative() && !interval.isZero(), "interval", "positive", "is " + interval);
    if (closed) {
      throw WorkInProgress.closed();
    }
    if (recovery != null) {
      throw new IllegalStateException("recovery is started already");
    }
    recovery = new RecoveryLoop(runs, interval, calls.settings().sleeper());
    recovery.start();
  }

  void close() {
    synchronized (this) {
      if (closed) {
        return;
      }
      closed = true;
      if (recovery != null) {
        recovery.stop();
      }
    }
    // No call begins any more whose caller is told that it did not.
    work.close(closeTimeout, calls::close);
    Resources.close(owned);
  }
}
