package io.streamcat;

import io.streamcat.aws.AwsCalls;
import io.streamcat.exception.Check;
import io.streamcat.provisioning.Recovery;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * The lifecycle of a StreamCat: everything that runs until it is closed, and the order of shutdown.
 * Thread safe.
 */
final class Lifecycle {

  private final WorkInProgress work;
  private final AwsCalls calls;
  private final Duration closeTimeout;
  private final Owned owned;
  private @Nullable RecoveryLoop recovery;
  private boolean closed;

  /**
   * Creates a lifecycle.
   *
   * @param work the calls under way
   * @param calls the calls of AWS, which are shut down last
   * @param closeTimeout the longest to wait for the calls under way
   * @param owned the clients and threads that StreamCat created and must close
   */
  Lifecycle(WorkInProgress work, AwsCalls calls, Duration closeTimeout, Owned owned) {
    this.work = work;
    this.calls = calls;
    this.closeTimeout = closeTimeout;
    this.owned = owned;
  }

  synchronized void startRecovery(Recovery runs, Duration interval) {
    Check.positiveTime("interval", interval);
    if (closed) {
      throw WorkInProgress.closed();
    }
    if (recovery != null) {
      throw new IllegalStateException("recovery has already been started");
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
    // Callers receive their exceptions only after no further call of AWS can begin.
    work.close(closeTimeout, calls::close);
    owned.close();
  }
}
