package io.streamcat.emulator;

import java.util.Arrays;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * The faults that a request can meet.
 *
 * <p>A fault is either an incident or a condition. An incident decides the answer to a request: one
 * request meets at most one, and its rule is used up after one request by default. Conditions add
 * to each other and to an incident, and their rules last until they are removed by default. {@link
 * #LATENCY}, {@link #STALE_LIST}, {@link #SHIFTING_LIST}, {@link #NEW_NOT_FOUND} and {@link
 * #LATE_TAGS} are conditions.
 */
public enum Fault {
  /** The request waits, in real time, before anything else happens to it. */
  LATENCY(FaultScope.ALL, Kind.CONDITION, Parameter.DELAY, Parameter.JITTER),

  /** The request is refused with an error and has no effect. */
  ERROR(FaultScope.ALL, Kind.INCIDENT, Parameter.ERROR),

  /**
   * The request has its effect, but the answer is an error. The error is answered even when the
   * operation itself is refused with another one and has no effect.
   */
  ERROR_AFTER(FaultScope.ALL, Kind.INCIDENT, Parameter.ERROR),

  /** The connection is closed without a response, and the request has no effect. */
  DROP_BEFORE(FaultScope.ALL, Kind.INCIDENT),

  /** The request has its effect, but the connection is closed without a byte of the response. */
  RESPONSE_LOST(FaultScope.ALL, Kind.INCIDENT),

  /**
   * The request has its effect, and the status and the headers are sent, with the length of the
   * whole body, but the connection is closed after the first half of the body. The body of an error
   * that the operation answers is cut off as well. Only operations whose success has a body meet
   * this fault.
   */
  BODY_CUT_OFF(FaultScope.WITH_BODY, Kind.INCIDENT),

  /**
   * The request has no effect yet, and the connection is closed without a response, or the answer
   * is an error. When the delay has passed on the emulator's clock, the request takes effect as if
   * it had arrived at that moment: before the next call is answered, and within a second of real
   * time if nothing is called. If it is refused then, nothing happens. It is not held to rates of
   * calls. Only operations that can change something meet this fault.
   *
   * <p>Removing the rule does not stop effects that are under way; {@link IvsEmulator#reset()} and
   * {@link IvsEmulator#close()} do.
   */
  LATE_EFFECT(FaultScope.WRITES, Kind.INCIDENT, Parameter.OPTIONAL_ERROR, Parameter.DELAY),

  /** A list shows an earlier state: without what is new, with what was just deleted. */
  STALE_LIST(FaultScope.LISTS, Kind.CONDITION, Parameter.DELAY),

  /**
   * An item of a list moves across the border between two pages, so that one item is missed or
   * repeated. Only a request for a following page, one with a {@code nextToken}, meets this fault.
   * The seed decides with equal chances between two moves:
   *
   * <ul>
   *   <li>The item that comes next moves to the pages already sent: the page begins with the item
   *       after it, and no later page shows the moved one.
   *   <li>The item that was sent last moves to this page: the page begins with it once more.
   * </ul>
   *
   * <p>The pages after that follow the page that was sent. With pages of one item, a repetition is
   * a whole page, with the same token as before.
   */
  SHIFTING_LIST(FaultScope.LISTS, Kind.CONDITION),

  /**
   * A Get does not find a resource that is younger than the delay on the emulator's clock. {@code
   * Get*} operations answer ResourceNotFoundException when they name such a resource, and {@code
   * BatchGet*} operations list it among their {@code errors}. Lists and all other operations find
   * it. Age counts from the creation; a change does not make a resource new again.
   */
  NEW_NOT_FOUND(FaultScope.GETS, Kind.CONDITION, Parameter.DELAY),

  /**
   * A resource that is younger than the delay on the emulator's clock is shown without its tags, by
   * {@code Get*}, {@code BatchGet*} and {@code List*} operations including {@code
   * ListTagsForResource}. Age counts from the creation, whenever the tags were set.
   */
  LATE_TAGS(FaultScope.READS, Kind.CONDITION, Parameter.DELAY);

  /** The way in which rules of a fault combine, and how long they last by default. */
  enum Kind {
    /** Of all rules for incidents the first that matches applies, once by default. */
    INCIDENT,
    /** All rules that match apply, until they are removed by default. */
    CONDITION
  }

  /** A component of a rule that only some faults have. */
  enum Parameter {
    /** The error that is answered, which is required. */
    ERROR,
    /** The error that is answered, without which the connection is closed. */
    OPTIONAL_ERROR,
    /** A time on a clock. */
    DELAY,
    /** A random time in addition to the delay. */
    JITTER
  }

  private final FaultScope scope;
  private final Kind kind;

  @SuppressWarnings("ImmutableEnumChecker") // Set.of makes immutable sets.
  private final Set<Parameter> parameters;

  Fault(FaultScope scope, Kind kind, Parameter... parameters) {
    this.scope = scope;
    this.kind = kind;
    this.parameters = Set.of(parameters);
  }

  FaultScope scope() {
    return scope;
  }

  Kind kind() {
    return kind;
  }

  boolean has(Parameter parameter) {
    return parameters.contains(parameter);
  }

  /** Returns the number of requests that a rule meets unless it says otherwise, 0 for any. */
  int defaultTimes() {
    return kind == Kind.CONDITION ? 0 : 1;
  }

  /** Returns the names of the faults that have one of some parameters. */
  static String namesWith(Parameter... parameters) {
    return Arrays.stream(values())
        .filter(fault -> Arrays.stream(parameters).anyMatch(fault::has))
        .map(Fault::name)
        .collect(Collectors.joining(", "));
  }
}
