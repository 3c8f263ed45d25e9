package io.streamcat.sqs;

import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;

/**
 * A logger of outages: it logs the first failure and the recovery once each, however many attempts
 * fail in between.
 */
final class OutageLogger {

  private final Logger log;
  private final String operation;
  private final AtomicReference<@Nullable Throwable> failure = new AtomicReference<>();

  /**
   * Creates a logger for an operation that works so far.
   *
   * @param log the log to write to
   * @param operation the operation, at the beginning of a sentence
   */
  OutageLogger(Logger log, String operation) {
    this.log = log;
    this.operation = operation;
  }

  void failed(Throwable e) {
    if (failure.getAndSet(e) == null) {
      log.warn("{} failed; retrying", operation, e);
    } else {
      log.debug("{} failed again; retrying", operation, e);
    }
  }

  void passed() {
    if (failure.getAndSet(null) != null) {
      log.info("{} works again", operation);
    }
  }

  /** Returns the last failure, or null if the operation has succeeded since. */
  @Nullable Throwable failure() {
    return failure.get();
  }
}
