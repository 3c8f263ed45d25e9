package io.streamcat.emulator;

import io.streamcat.emulator.internal.model.ApiModel;
import io.streamcat.emulator.internal.resource.ControlPlane;
import java.time.Duration;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * Says which requests a fault meets, and how often. Immutable.
 *
 * <p>The factories make rules that are certain. An error, a dropped request or a lost response
 * happens once; latency and stale lists last until they are removed. {@link #times(int)} and {@link
 * #probability(double)} change that:
 *
 * <pre>{@code
 * emulator.faults().add(FaultRule.throttle("CreateRoom").times(3));
 * emulator.faults().add(FaultRule.responseLost("*").times(0).probability(0.01));
 * }</pre>
 *
 * @param operation the name of an operation of any of the three services, or {@code *} for all
 * @param fault what goes wrong
 * @param error the error's name on the wire, such as {@code ThrottlingException}; present exactly
 *     when the fault is {@link Fault#ERROR}
 * @param times how many requests the rule meets before it is used up, or 0 when it lasts until it
 *     is removed
 * @param probability how likely the rule meets a request that it could meet, from 0 to 1
 * @param delay how long {@link Fault#LATENCY} waits, or how old the state of {@link
 *     Fault#STALE_LIST} is; zero for other faults and at most an hour
 * @param jitter the greatest random time that {@link Fault#LATENCY} waits besides its delay; zero
 *     for other faults and at most an hour
 */
public record FaultRule(
    String operation,
    Fault fault,
    @Nullable String error,
    int times,
    double probability,
    Duration delay,
    Duration jitter) {

  /** Stands for all operations. */
  public static final String ANY_OPERATION = "*";

  /** The past is remembered for no longer. */
  private static final Duration LONGEST = ControlPlane.MAX_STALENESS;

  /**
   * Creates a rule.
   *
   * @param operation the name of an operation, or {@code *}
   * @param fault what goes wrong
   * @param error the error's name on the wire, or null
   * @param times how many requests the rule meets, or 0 for any number
   * @param probability how likely it meets each, from 0 to 1
   * @param delay the time that the fault takes or reaches back
   * @param jitter the random time besides the delay
   * @throws IllegalArgumentException if a component is not valid, naming it
   */
  public FaultRule {
    Objects.requireNonNull(operation, "operation");
    Objects.requireNonNull(fault, "fault");
    Objects.requireNonNull(delay, "delay");
    Objects.requireNonNull(jitter, "jitter");
    requireOperation(operation, fault);
    if (fault == Fault.ERROR) {
      requireError(operation, error);
    } else {
      require(error == null, "error", "applies only to the fault ERROR");
    }
    require(times >= 0, "times", "must not be negative");
    require(probability >= 0 && probability <= 1, "probability", "must be between 0 and 1");
    require(!delay.isNegative(), "delay", "must not be negative");
    require(!jitter.isNegative(), "jitter", "must not be negative");
    require(
        delay.isZero() || fault == Fault.LATENCY || fault == Fault.STALE_LIST,
        "delay",
        "applies only to the faults LATENCY and STALE_LIST");
    require(delay.compareTo(LONGEST) <= 0, "delay", "must be at most an hour");
    require(jitter.compareTo(LONGEST) <= 0, "jitter", "must be at most an hour");
    require(
        jitter.isZero() || fault == Fault.LATENCY, "jitter", "applies only to the fault LATENCY");
  }

  /**
   * Makes each request wait, until the rule is removed.
   *
   * @param operation the name of an operation, or {@code *}
   * @param delay how long
   * @return the rule
   */
  public static FaultRule latency(String operation, Duration delay) {
    return latency(operation, delay, Duration.ZERO);
  }

  /**
   * Makes each request wait for a random time, until the rule is removed.
   *
   * @param operation the name of an operation, or {@code *}
   * @param delay the shortest time
   * @param jitter what may be added to it
   * @return the rule
   */
  public static FaultRule latency(String operation, Duration delay, Duration jitter) {
    return new FaultRule(operation, Fault.LATENCY, null, 0, 1, delay, jitter);
  }

  /**
   * Refuses one request.
   *
   * @param operation the name of an operation, or {@code *}
   * @param errorName the error's name on the wire, such as {@code PendingVerification}
   * @return the rule
   */
  public static FaultRule error(String operation, String errorName) {
    return new FaultRule(operation, Fault.ERROR, errorName, 1, 1, Duration.ZERO, Duration.ZERO);
  }

  /**
   * Throttles one request.
   *
   * @param operation the name of an operation, or {@code *}
   * @return the rule
   */
  public static FaultRule throttle(String operation) {
    return error(operation, "ThrottlingException");
  }

  /**
   * Closes the connection of one request before it has any effect.
   *
   * @param operation the name of an operation, or {@code *}
   * @return the rule
   */
  public static FaultRule dropBefore(String operation) {
    return once(operation, Fault.DROP_BEFORE);
  }

  /**
   * Lets one request have its effect and closes the connection instead of answering.
   *
   * @param operation the name of an operation, or {@code *}
   * @return the rule
   */
  public static FaultRule responseLost(String operation) {
    return once(operation, Fault.RESPONSE_LOST);
  }

  /**
   * Makes lists show the past, until the rule is removed.
   *
   * @param operation the name of an operation that lists resources, or {@code *}
   * @param age how long ago, on the emulator's clock, at most an hour
   * @return the rule
   */
  public static FaultRule staleList(String operation, Duration age) {
    return new FaultRule(operation, Fault.STALE_LIST, null, 0, 1, age, Duration.ZERO);
  }

  /**
   * Returns this rule with another number of times.
   *
   * @param newTimes how many requests the rule meets, or 0 for any number
   * @return a rule
   */
  public FaultRule times(int newTimes) {
    return new FaultRule(operation, fault, error, newTimes, probability, delay, jitter);
  }

  /**
   * Returns this rule with another probability.
   *
   * @param newProbability how likely it meets each request, from 0 to 1
   * @return a rule
   */
  public FaultRule probability(double newProbability) {
    return new FaultRule(operation, fault, error, times, newProbability, delay, jitter);
  }

  private static FaultRule once(String operation, Fault fault) {
    return new FaultRule(operation, fault, null, 1, 1, Duration.ZERO, Duration.ZERO);
  }

  private static void requireOperation(String operation, Fault fault) {
    if (operation.equals(ANY_OPERATION)) {
      return;
    }
    var operations = ApiModel.get().operations(operation);
    require(!operations.isEmpty(), "operation", "is not an operation of IVS: " + operation);
    require(
        fault != Fault.STALE_LIST || operations.stream().anyMatch(ListOperations::contains),
        "operation",
        "does not list resources page by page: " + operation);
  }

  private static void requireError(String operation, @Nullable String error) {
    if (error == null) {
      throw new IllegalArgumentException("error is required for the fault ERROR");
    }
    boolean known =
        ApiModel.get()
            .operations()
            .filter(o -> operation.equals(ANY_OPERATION) || operation.equals(o.name()))
            .anyMatch(o -> ErrorResponse.canAnswer(o.service(), error));
    require(known, "error", "is not an error of " + operation + ": " + error);
  }

  private static void require(boolean condition, String field, String problem) {
    if (!condition) {
      throw new IllegalArgumentException(field + " " + problem);
    }
  }
}
