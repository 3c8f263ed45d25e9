package io.streamcat.sqs;

import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;

/**
 * Logs that something is away, and that it is back, once each, however many attempts fail in
 * between.
 */
final class OutageLogger {

  private final Logger log;
  private final String what;
  private final AtomicReference<@Nullable RuntimeException> failure = new AtomicReference<>();

  /**
   * Creates an instance for something that is there.
   *
   * @param log where to
   * @param what what the log calls it
   */
  OutageLogger(Logger log, String what) {
    this.log = log;
    this.what = what;
  }

  void failed(RuntimeException e) {
    if (failure.getAndSet(e) == null) {
      log.warn("{} fails, and is tried again until it does not", what, e);
    } else {
      log.debug("{} still fails", what, e);
    }
  }

  void passed() {
    if (failure.getAndSet(null) != null) {
      log.info("{} does not fail any more", what);
    }
  }

  /** Why it failed the last time, or null if it did not. */
  @Nullable RuntimeException failure() {
    return failure.get();
  }
}
