package io.streamcat.emulator;

import io.streamcat.emulator.internal.controlplane.ControlPlane;
import io.streamcat.emulator.internal.fault.FaultDefinition;
import io.streamcat.emulator.internal.fault.FaultDefinition.Parameter;
import io.streamcat.emulator.internal.model.ApiModel;
import io.streamcat.emulator.internal.server.ErrorResponse;
import java.time.Duration;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * A fault and the requests that meet it. Immutable.
 *
 * <p>The factory methods create rules with the probability 1. A rule for an incident, such as an
 * error or a lost response, meets one request; a rule for a condition, such as latency or stale
 * lists, lasts until it is removed. {@link #times(int)} and {@link #probability(double)} change
 * that:
 *
 * <pre>{@code
 * emulator.faults().add(FaultRule.throttle("CreateRoom").times(3));
 * emulator.faults().add(FaultRule.responseLost("*").times(0).probability(0.01));
 * }</pre>
 *
 * @param operation the name of an operation of any of the three services, or {@code *} for all that
 *     the fault can meet
 * @param fault the fault
 * @param error the error's name on the wire, such as {@code ThrottlingException}; required for
 *     {@link Fault#ERROR} and {@link Fault#ERROR_AFTER}, optional for {@link Fault#LATE_EFFECT},
 *     which closes the connection without it, and null for other faults
 * @param times the number of requests that the rule meets before it is used up, or 0 when it lasts
 *     until it is removed
 * @param probability the probability that the rule meets a request that it could meet, from 0 to 1
 * @param delay the time that {@link Fault#LATENCY} waits or {@link Fault#LATE_EFFECT} defers the
 *     effect, the age of the state that {@link Fault#STALE_LIST} shows, or the age that a resource
 *     needs for {@link Fault#NEW_NOT_FOUND} and {@link Fault#LATE_TAGS}; zero for other faults and
 *     at most an hour
 * @param jitter the greatest random time that {@link Fault#LATENCY} waits in addition to its delay;
 *     zero for other faults and at most an hour
 */
public record FaultRule(
    String operation,
    Fault fault,
    @Nullable String error,
    int times,
    double probability,
    Duration delay,
    Duration jitter) {

  /** The name that stands for all operations. */
  public static final String ANY_OPERATION = "*";

  /** The longest time; earlier states are not kept. */
  private static final Duration LONGEST = ControlPlane.MAX_STALENESS;

  /**
   * Creates a rule.
   *
   * @throws IllegalArgumentException if a component is not valid; the message names it
   */
  public FaultRule {
    Objects.requireNonNull(operation, "operation");
    Objects.requireNonNull(fault, "fault");
    Objects.requireNonNull(delay, "delay");
    Objects.requireNonNull(jitter, "jitter");
    requireOperation(operation, fault);
    requireError(operation, fault, error);
    require(times >= 0, "times", "must not be negative");
    require(probability >= 0 && probability <= 1, "probability", "must be between 0 and 1");
    requireTime("delay", delay, fault, Parameter.DELAY);
    requireTime("jitter", jitter, fault, Parameter.JITTER);
  }

  /**
   * Creates a rule that makes each request wait.
   *
   * @param operation the name of an operation, or {@code *}
   * @param delay the time, in real time
   * @return a rule that lasts until it is removed
   */
  public static FaultRule latency(String operation, Duration delay) {
    return latency(operation, delay, Duration.ZERO);
  }

  /**
   * Creates a rule that makes each request wait for a random time.
   *
   * @param operation the name of an operation, or {@code *}
   * @param delay the shortest time, in real time
   * @param jitter the time that may be added to it
   * @return a rule that lasts until it is removed
   */
  public static FaultRule latency(String operation, Duration delay, Duration jitter) {
    return of(operation, Fault.LATENCY, null, delay, jitter);
  }

  /**
   * Creates a rule that rejects one request.
   *
   * @param operation the name of an operation, or {@code *}
   * @param errorName the error's name on the wire, such as {@code PendingVerification}
   * @return a rule for one request
   */
  public static FaultRule error(String operation, String errorName) {
    return of(operation, Fault.ERROR, errorName, Duration.ZERO, Duration.ZERO);
  }

  /**
   * Creates a rule that throttles one request.
   *
   * @param operation the name of an operation, or {@code *}
   * @return a rule for one request
   */
  public static FaultRule throttle(String operation) {
    return error(operation, "ThrottlingException");
  }

  /**
   * Creates a rule that answers one request with an error after its effect.
   *
   * @param operation the name of an operation, or {@code *}
   * @param errorName the error's name on the wire, such as {@code InternalServerException}
   * @return a rule for one request
   */
  public static FaultRule errorAfter(String operation, String errorName) {
    return of(operation, Fault.ERROR_AFTER, errorName, Duration.ZERO, Duration.ZERO);
  }

  /**
   * Creates a rule that closes the connection of one request before it has any effect.
   *
   * @param operation the name of an operation, or {@code *}
   * @return a rule for one request
   */
  public static FaultRule dropBefore(String operation) {
    return of(operation, Fault.DROP_BEFORE, null, Duration.ZERO, Duration.ZERO);
  }

  /**
   * Creates a rule that closes the connection of one request after its effect, without an answer.
   *
   * @param operation the name of an operation, or {@code *}
   * @return a rule for one request
   */
  public static FaultRule responseLost(String operation) {
    return of(operation, Fault.RESPONSE_LOST, null, Duration.ZERO, Duration.ZERO);
  }

  /**
   * Creates a rule that closes the connection of one request in the middle of the body of its
   * answer, after the effect.
   *
   * @param operation the name of an operation whose success has a body, or {@code *}
   * @return a rule for one request
   */
  public static FaultRule bodyCutOff(String operation) {
    return of(operation, Fault.BODY_CUT_OFF, null, Duration.ZERO, Duration.ZERO);
  }

  /**
   * Creates a rule that closes the connection of one request, whose effect happens later.
   *
   * @param operation the name of an operation that can change something, or {@code *}
   * @param delay the time until the effect, on the emulator's clock, at most an hour
   * @return a rule for one request
   */
  public static FaultRule lateEffect(String operation, Duration delay) {
    return of(operation, Fault.LATE_EFFECT, null, delay, Duration.ZERO);
  }

  /**
   * Creates a rule that answers one request with an error, although its effect happens later.
   *
   * @param operation the name of an operation that can change something, or {@code *}
   * @param delay the time until the effect, on the emulator's clock, at most an hour
   * @param errorName the error's name on the wire, such as {@code ServiceUnavailable}
   * @return a rule for one request
   */
  public static FaultRule lateEffect(String operation, Duration delay, String errorName) {
    return of(
        operation,
        Fault.LATE_EFFECT,
        Objects.requireNonNull(errorName, "errorName"),
        delay,
        Duration.ZERO);
  }

  /**
   * Creates a rule that makes lists show an earlier state.
   *
   * @param operation the name of an operation that lists resources, or {@code *}
   * @param age the age of the state that they show, on the emulator's clock, at most an hour
   * @return a rule that lasts until it is removed
   */
  public static FaultRule staleList(String operation, Duration age) {
    return of(operation, Fault.STALE_LIST, null, age, Duration.ZERO);
  }

  /**
   * Creates a rule that makes an item move between two pages of a list, so that it is missed or
   * repeated, as {@link Fault#SHIFTING_LIST} describes.
   *
   * @param operation the name of an operation that lists resources, or {@code *}
   * @return a rule that lasts until it is removed
   */
  public static FaultRule shiftingList(String operation) {
    return of(operation, Fault.SHIFTING_LIST, null, Duration.ZERO, Duration.ZERO);
  }

  /**
   * Creates a rule that hides new resources from Gets.
   *
   * @param operation the name of a {@code Get*} or {@code BatchGet*} operation, or {@code *}
   * @param age the age from which a resource is found, on the emulator's clock, at most an hour
   * @return a rule that lasts until it is removed
   */
  public static FaultRule newNotFound(String operation, Duration age) {
    return of(operation, Fault.NEW_NOT_FOUND, null, age, Duration.ZERO);
  }

  /**
   * Creates a rule that shows new resources without their tags.
   *
   * @param operation the name of a {@code Get*}, {@code BatchGet*} or {@code List*} operation, or
   *     {@code *}
   * @param age the age from which a resource is shown with its tags, on the emulator's clock, at
   *     most an hour
   * @return a rule that lasts until it is removed
   */
  public static FaultRule lateTags(String operation, Duration age) {
    return of(operation, Fault.LATE_TAGS, null, age, Duration.ZERO);
  }

  /**
   * Returns this rule with another number of requests.
   *
   * @param newTimes the number of requests that the rule meets, or 0 for any number
   * @return a rule
   */
  public FaultRule times(int newTimes) {
    return new FaultRule(operation, fault, error, newTimes, probability, delay, jitter);
  }

  /**
   * Returns this rule with another probability.
   *
   * @param newProbability the probability that it meets each request, from 0 to 1
   * @return a rule
   */
  public FaultRule probability(double newProbability) {
    return new FaultRule(operation, fault, error, times, newProbability, delay, jitter);
  }

  private static FaultRule of(
      String operation, Fault fault, @Nullable String error, Duration delay, Duration jitter) {
    return new FaultRule(
        operation, fault, error, FaultDefinition.of(fault).defaultTimes(), 1, delay, jitter);
  }

  private static void requireOperation(String operation, Fault fault) {
    if (operation.equals(ANY_OPERATION)) {
      return;
    }
    var operations = ApiModel.get().operations(operation);
    require(!operations.isEmpty(), "operation", "is not an operation of IVS: " + operation);
    require(
        operations.stream().anyMatch(FaultDefinition.of(fault).scope()::contains),
        "operation",
        FaultDefinition.of(fault).scope().problem() + ": " + operation);
  }

  private static void requireError(String operation, Fault fault, @Nullable String error) {
    if (error == null) {
      require(
          !FaultDefinition.of(fault).has(Parameter.ERROR),
          "error",
          "is required for the fault " + fault);
      return;
    }
    require(
        FaultDefinition.of(fault).has(Parameter.ERROR)
            || FaultDefinition.of(fault).has(Parameter.OPTIONAL_ERROR),
        "error",
        appliesOnlyTo(Parameter.ERROR, Parameter.OPTIONAL_ERROR));
    boolean known =
        ApiModel.get()
            .operations()
            .filter(o -> operation.equals(ANY_OPERATION) || operation.equals(o.name()))
            .anyMatch(o -> ErrorResponse.canAnswer(o.service(), error));
    require(known, "error", "is not an error of " + operation + ": " + error);
  }

  private static void requireTime(String field, Duration time, Fault fault, Parameter parameter) {
    require(!time.isNegative(), field, "must not be negative");
    require(
        time.isZero() || FaultDefinition.of(fault).has(parameter), field, appliesOnlyTo(parameter));
    require(time.compareTo(LONGEST) <= 0, field, "must be at most an hour");
  }

  private static String appliesOnlyTo(Parameter... parameters) {
    return "applies only to " + FaultDefinition.namesWith(parameters);
  }

  private static void require(boolean condition, String field, String problem) {
    if (!condition) {
      throw new IllegalArgumentException(field + " " + problem);
    }
  }
}
