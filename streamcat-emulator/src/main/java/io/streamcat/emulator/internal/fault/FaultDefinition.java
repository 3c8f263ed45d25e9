package io.streamcat.emulator.internal.fault;

import io.streamcat.emulator.Fault;
import java.util.Arrays;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * The properties of a kind of fault.
 *
 * @param scope the operations that the fault can meet
 * @param kind the way in which rules of the fault combine
 * @param parameters the components of a rule that apply to the fault
 */
public record FaultDefinition(FaultScope scope, Kind kind, Set<Parameter> parameters) {
  /** The way in which rules of a fault combine, and how long they last by default. */
  public enum Kind {
    /** The first matching rule of all incidents applies, once by default. */
    INCIDENT,
    /** All matching rules apply, until they are removed by default. */
    CONDITION
  }

  /** A component of a rule that only some faults have. */
  public enum Parameter {
    /** The error of the answer, which is required. */
    ERROR,
    /** The error of the answer; without one, the connection is closed. */
    OPTIONAL_ERROR,
    /** A time on a clock. */
    DELAY,
    /** A random time in addition to the delay. */
    JITTER
  }

  /**
   * Returns the definition of a fault.
   *
   * @param fault a fault
   * @return its definition
   */
  public static FaultDefinition of(Fault fault) {
    return switch (fault) {
      case LATENCY -> condition(FaultScope.ALL, Parameter.DELAY, Parameter.JITTER);
      case ERROR, ERROR_AFTER -> incident(FaultScope.ALL, Parameter.ERROR);
      case DROP_BEFORE, RESPONSE_LOST -> incident(FaultScope.ALL);
      case BODY_CUT_OFF -> incident(FaultScope.WITH_BODY);
      case LATE_EFFECT -> incident(FaultScope.WRITES, Parameter.OPTIONAL_ERROR, Parameter.DELAY);
      case STALE_LIST -> condition(FaultScope.LISTS, Parameter.DELAY);
      case SHIFTING_LIST -> condition(FaultScope.LISTS);
      case NEW_NOT_FOUND -> condition(FaultScope.GETS, Parameter.DELAY);
      case LATE_TAGS -> condition(FaultScope.READS, Parameter.DELAY);
    };
  }

  private static FaultDefinition incident(FaultScope scope, Parameter... parameters) {
    return new FaultDefinition(scope, Kind.INCIDENT, Set.of(parameters));
  }

  private static FaultDefinition condition(FaultScope scope, Parameter... parameters) {
    return new FaultDefinition(scope, Kind.CONDITION, Set.of(parameters));
  }

  /**
   * Returns whether a component of a rule applies to the fault.
   *
   * @param parameter a component
   * @return whether the fault has it
   */
  public boolean has(Parameter parameter) {
    return parameters.contains(parameter);
  }

  /**
   * Returns the number of requests that a rule meets by default.
   *
   * @return the number, or 0 for no limit
   */
  public int defaultTimes() {
    return kind == Kind.CONDITION ? 0 : 1;
  }

  /**
   * Returns the names of the faults that have at least one of some parameters.
   *
   * @param parameters components of a rule
   * @return names separated by commas
   */
  public static String namesWith(Parameter... parameters) {
    return Arrays.stream(Fault.values())
        .filter(fault -> Arrays.stream(parameters).anyMatch(of(fault)::has))
        .map(Fault::name)
        .collect(Collectors.joining(", "));
  }
}
