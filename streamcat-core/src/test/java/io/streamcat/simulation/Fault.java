package io.streamcat.simulation;

/**
 * A fault that a schedule injects at a point.
 *
 * <p>The scheduler executes the faults of servers and threads; the simulated store or AWS executes
 * the faults of a call. The decision sets the virtual duration of a timed fault.
 */
public enum Fault {
  /** No thread of the server runs for a while; its leases may expire meanwhile. */
  STALL(Scope.SERVER, true, "the server stalls"),
  /** All threads of the server end here. */
  KILL(Scope.SERVER, false, "the server is killed"),
  /** The thread's interrupt status is set. */
  INTERRUPT(Scope.SERVER, false, "the thread is interrupted"),

  /** The server stalls after the last check of its deadline, and still sends the request. */
  STALL_SENDING(Scope.CALL, true, "the server stalls while it sends"),
  /** The connection fails. */
  NOT_SENT(Scope.CALL, false, "the request is not sent"),
  /** The connection breaks before the request arrives; the caller cannot know. */
  REQUEST_LOST(Scope.CALL, false, "the request is lost"),
  /** The call is rejected because of a limit on calls a second. */
  THROTTLED(Scope.CALL, false, "the call is throttled"),
  /** The call is rejected because no further resource is allowed. */
  QUOTA_REACHED(Scope.CALL, false, "the quota is reached"),
  /** The call is rejected because a permission is missing. */
  ACCESS_DENIED(Scope.CALL, false, "access is denied"),
  /** The call is rejected as invalid. */
  INVALID(Scope.CALL, false, "the request is called invalid"),
  /** The call is rejected because the caller's clock is wrong. */
  CLOCK_SKEWED(Scope.CALL, false, "the request's time is rejected"),
  /** The service fails before the effect. */
  FAILED(Scope.CALL, false, "the service fails before the effect"),
  /** A proxy answers with an error page of its own; the request does not arrive. */
  PROXY_ERROR(Scope.CALL, false, "a proxy answers with an error page"),
  /** A proxy answers with a page that is not the service's format; the request does not arrive. */
  PROXY_PAGE(Scope.CALL, false, "a proxy answers with a page"),
  /** A proxy answers with success and an empty body; the request does not arrive. */
  EMPTY_ANSWER(Scope.CALL, false, "a proxy answers with an empty body"),

  /** The effect takes place, and the answer is lost. */
  ANSWER_LOST(Scope.CALL, false, "the answer is lost"),
  /** The effect takes place, and the service answers with a failure. */
  FAILED_AFTER_EFFECT(Scope.CALL, false, "the service fails after the effect"),
  /** The effect takes place, and the client throws an exception that is not the SDK's. */
  UNREADABLE_ANSWER(Scope.CALL, false, "the client fails on the answer"),
  /** The effect takes place, and the thread is interrupted while it waits for the answer. */
  INTERRUPTED_AFTER_EFFECT(Scope.CALL, false, "the thread is interrupted after the effect"),
  /** The caller sees a timeout; the effect takes place later. */
  LATE_EFFECT(Scope.CALL, true, "the call times out and its effect comes late"),

  /** This list shows the past for a while. */
  STALE_LIST(Scope.CALL, true, "the list lags"),
  /** This get shows the past for a while: new resources are not found. */
  STALE_GET(Scope.CALL, true, "the get lags"),
  /** This list shows the tags of new resources only after a while. */
  LATE_TAGS(Scope.CALL, true, "the list's tags lag"),
  /**
   * For a while, the pages of this list are short and addressed by position, so that a delete
   * shifts the next page.
   */
  SHIFTED_PAGES(Scope.CALL, true, "the list's pages shift");

  /** The part of the simulation that a fault strikes. */
  enum Scope {
    SERVER,
    CALL
  }

  private final Scope scope;
  private final boolean timed;
  private final String words;

  Fault(Scope scope, boolean timed, String words) {
    this.scope = scope;
    this.timed = timed;
    this.words = words;
  }

  Scope scope() {
    return scope;
  }

  boolean isTimed() {
    return timed;
  }

  String words() {
    return words;
  }
}
