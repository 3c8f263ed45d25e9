package io.streamcat.aws.internal;

import io.streamcat.aws.AwsCalls;
import io.streamcat.aws.CallListener;
import io.streamcat.aws.CallOutcome;
import io.streamcat.aws.Operation;
import java.time.Instant;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The attempts of one call: the decision to repeat it, and the pause before. */
public final class Attempts {

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

  public Attempts(AwsCalls calls, CallListener listener, Operation operation, Instant deadline) {
    this.calls = calls;
    this.listener = listener;
    this.operation = operation;
    this.deadline = deadline;
  }

  /** Returns whether the call may be made again, after a pause if so. */
  public boolean another(CallOutcome outcome) {
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
  public void note(CallOutcome outcome) {
    log.debug("Repeating {} of {} after {}", operation.name(), operation.resource(), outcome);
    listener.onRepeat(operation);
  }
}
