package io.streamcat.aws.internal;

import io.streamcat.aws.AwsCalls;
import io.streamcat.aws.CallListener;
import io.streamcat.aws.CallOutcome;
import io.streamcat.aws.Operation;
import io.streamcat.exception.AwsException;
import java.time.Instant;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.Predicate;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import software.amazon.awssdk.awscore.AwsRequestOverrideConfiguration;

/**
 * The creation of a resource that did not exist before, exactly once: a create is repeated only if
 * a look-up has shown that the earlier attempt did not happen.
 *
 * @param calls the look-ups and the time
 * @param sender sends each attempt
 * @param listener the listener to repetitions
 */
public record SafeCreate(AwsCalls calls, CallSender sender, CallListener listener) {

  private static final Logger log = LoggerFactory.getLogger(AwsCalls.class);

  private static final String FIND_BY_TAGS =
      "it may have created the resource, which its tags identify";

  /** See {@link AwsCalls#create}. */
  public <R> R create(
      Operation operation,
      Instant deadline,
      Function<AwsRequestOverrideConfiguration, R> create,
      Function<Instant, Optional<R>> lookUp,
      Predicate<R> isWhole) {
    Attempts attempts = new Attempts(calls, listener, operation, deadline);
    while (true) {
      try {
        return sender.send(operation, deadline, create);
      } catch (CallFailure failure) {
        if (failure.outcome() == CallOutcome.UNKNOWN) {
          Optional<R> found = resolve(failure, deadline, lookUp, isWhole);
          if (found.isPresent()) {
            log.info(
                "{} of {} had succeeded although its answer was lost",
                operation.name(),
                operation.resource());
            return found.get();
          }
          if (calls.settings().clock().instant().isAfter(deadline)) {
            throw failure.exception();
          }
          attempts.note(failure.outcome());
        } else if (!attempts.another(failure.outcome())) {
          throw failure.exception();
        }
      }
    }
  }

  private <R> Optional<R> resolve(
      CallFailure failure,
      Instant deadline,
      Function<Instant, Optional<R>> lookUp,
      Predicate<R> isWhole) {
    Instant sent = calls.settings().clock().instant();
    try {
      return calls.await(sent, deadline, () -> lookUp.apply(deadline), isWhole);
    } catch (RuntimeException e) {
      AwsException unknown = failure.outcomeUnknown(FIND_BY_TAGS);
      unknown.addSuppressed(e);
      throw unknown;
    }
  }
}
