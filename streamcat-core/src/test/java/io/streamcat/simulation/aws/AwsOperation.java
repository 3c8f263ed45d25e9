package io.streamcat.simulation.aws;

import io.streamcat.simulation.Fault;
import io.streamcat.simulation.Point;
import java.util.EnumSet;
import java.util.Set;
import java.util.function.Supplier;

/**
 * An operation of AWS. Create it once and reuse it.
 *
 * @param service the service's errors
 * @param name the operation's name in the API model
 * @param empty the client's answer to an empty body
 * @param before the point before calls
 * @param after the point after calls
 * @param <R> the answer
 */
record AwsOperation<R>(Errors service, String name, Supplier<R> empty, Point before, Point after) {

  /** The kind of an operation, which decides how its calls can fail. */
  @SuppressWarnings("ImmutableEnumChecker")
  enum Kind {
    CREATE(
        Fault.QUOTA_REACHED,
        Fault.INVALID,
        Fault.EMPTY_ANSWER,
        Fault.ANSWER_LOST,
        Fault.FAILED_AFTER_EFFECT,
        Fault.UNREADABLE_ANSWER,
        Fault.INTERRUPTED_AFTER_EFFECT,
        Fault.LATE_EFFECT),
    UPDATE(
        Fault.INVALID,
        Fault.EMPTY_ANSWER,
        Fault.ANSWER_LOST,
        Fault.FAILED_AFTER_EFFECT,
        Fault.UNREADABLE_ANSWER,
        Fault.INTERRUPTED_AFTER_EFFECT,
        Fault.LATE_EFFECT),
    /** An empty body is the correct answer, so a proxy's empty answer looks the same. */
    DELETE(
        Fault.ANSWER_LOST,
        Fault.FAILED_AFTER_EFFECT,
        Fault.UNREADABLE_ANSWER,
        Fault.INTERRUPTED_AFTER_EFFECT,
        Fault.LATE_EFFECT),
    GET(Fault.EMPTY_ANSWER, Fault.UNREADABLE_ANSWER, Fault.STALE_GET),
    /** An empty body is an empty list, so a proxy's empty answer looks the same. */
    LIST(Fault.UNREADABLE_ANSWER, Fault.STALE_LIST, Fault.LATE_TAGS, Fault.SHIFTED_PAGES);

    private final Set<Fault> faults =
        EnumSet.of(
            Fault.STALL_SENDING,
            Fault.NOT_SENT,
            Fault.REQUEST_LOST,
            Fault.THROTTLED,
            Fault.ACCESS_DENIED,
            Fault.CLOCK_SKEWED,
            Fault.FAILED,
            Fault.PROXY_ERROR,
            Fault.PROXY_PAGE);

    Kind(Fault... own) {
      faults.addAll(Set.of(own));
    }
  }

  static <R> AwsOperation<R> of(Errors service, String name, Kind kind, Supplier<R> empty) {
    return new AwsOperation<>(
        service, name, empty, Point.before(name, kind.faults), Point.after(name));
  }
}
