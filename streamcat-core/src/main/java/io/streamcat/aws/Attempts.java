package io.streamcat.aws;

import java.time.Instant;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The attempts of one call: the decision to repeat it, and the pause before. */
final class Attempts {

  private static final Logger log = LoggerFactory.getLogger(AwsCalls.class);

  /**
   * The SDK corrects its time after an answer; the second retry covers a lost race between threads.
   */
  private static final int MAX_SKEWED = 2;

  private final AwsCalls calls;
  private final CallListener listener;
  private final Operation operation;
  private final Instant deadline;
  private int made;
  private int skewed;

  Attempts(AwsCalls calls, CallListener listener, Operation operation, Instant deadline) {
    this.calls = calls;
    this.listener = listener;
    this.operation = operation;
    this.deadline = deadline;
  }

  /** Returns whether the call may be made again, after a pause if so. */
  boolean another(CallOutcome outcome) {
    if (outcome == CallOutcome.REJECTED
        || (outcome == CallOutcome.CLOCK_SKEW && ++skewed > MAX_SKEWED)
        || (outcome != CallOutcome.CLOCK_SKEW && !CallScope.isRepeating())
        || !calls.pause(made++, deadline)) {
      return false;
    }
    note(outcome);
    return true;
  }

  /** Reports that the call is made again. */
  void note(CallOutcome outcome) {
    log.debug("Repeating {} of {} after {}", operation.name(), operation.resource(), outcome);
    listener.onRepeat(operation);
  }
}
