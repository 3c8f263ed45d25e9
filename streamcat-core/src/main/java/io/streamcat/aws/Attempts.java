package io.streamcat.aws;

import java.time.Instant;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Decides whether one call is repeated, and waits before it is. */
final class Attempts {

  private static final Logger log = LoggerFactory.getLogger(AwsCalls.class);

  /** After an answer the SDK corrects its time; a second correction is for a lost race. */
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

  /** Returns true, after a pause, if the call may be made again. */
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

  /** Notes that the call is made again. */
  void note(CallOutcome outcome) {
    log.debug("Repeating {} of {} after {}", operation.name(), operation.resource(), outcome);
    listener.onRepeat(operation);
  }
}
