package io.streamcat.simulation.provisioning;

import io.streamcat.exception.ChannelLiveException;
import io.streamcat.exception.InvalidInputException;
import io.streamcat.exception.NotAdoptableException;
import io.streamcat.exception.StreamCatException;
import io.streamcat.exception.UserNotFoundException;
import io.streamcat.exception.UserSuspendedException;
import io.streamcat.repository.UserRecord;
import io.streamcat.simulation.provisioning.Act.Kind;
import io.streamcat.user.User;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** All calls of the application in the order of their starts, with their answers. */
final class Calls {

  private static final Set<Kind> OF_ALL_USERS =
      EnumSet.of(Kind.RECOVER, Kind.RECONCILE, Kind.ROLL_OUT, Kind.SHRINK, Kind.RENEW);
  private static final Set<Kind> REVOKING =
      EnumSet.of(
          Kind.ROTATE,
          Kind.STOP,
          Kind.SUSPEND,
          Kind.REINSTATE,
          Kind.ENFORCE,
          Kind.DEPROVISION,
          Kind.RETAIN,
          Kind.RECONCILE);

  private final List<Call> calls = new ArrayList<>();
  private long lastTick;

  /** One call. */
  final class Call {
    private final Act act;
    private final @Nullable UserRecord before;
    private final long begin = ++lastTick;
    private long end = Long.MAX_VALUE;
    private @Nullable User user;
    private @Nullable StreamCatException failure;
    private boolean waits;
    private long died = Long.MAX_VALUE;

    Call(Act act, @Nullable UserRecord before) {
      this.act = act;
      this.before = before;
    }

    Act act() {
      return act;
    }

    long begin() {
      return begin;
    }

    /** The record of the user when the call began, or null if there was none. */
    @Nullable UserRecord before() {
      return before;
    }

    /** The returned user, or null. */
    @Nullable User user() {
      return user;
    }

    @Nullable StreamCatException failure() {
      return failure;
    }

    /**
     * Records the answer.
     *
     * @param pending whether a task of the record then waits for the end of a stream
     */
    void returned(@Nullable User result, boolean pending) {
      end = ++lastTick;
      user = result;
      waits = pending && act.argument().startsWith("WAIT");
    }

    void threw(StreamCatException exception) {
      end = ++lastTick;
      failure = exception;
    }

    /** Records that the call's server was killed, unless the call had ended. */
    void died() {
      if (end == Long.MAX_VALUE) {
        died = ++lastTick;
      }
    }

    /** Returns whether another call of certain kinds overlapped this one. */
    boolean overlaps(Predicate<Call> which) {
      return others().filter(which).anyMatch(other -> !other.isOverBefore(this));
    }

    /** Returns whether no thread worked on this call any more when another call started. */
    boolean isOverBefore(Call other) {
      return Math.min(end, died) < other.begin;
    }

    /** Returns whether the call has succeeded and its request is pending. */
    boolean waits() {
      return waits;
    }

    boolean hasSucceeded() {
      return end < Long.MAX_VALUE && failure == null;
    }

    /** Returns whether the call certainly had no effect. */
    boolean wasRefused() {
      return failure instanceof ChannelLiveException
          || failure instanceof NotAdoptableException
          || failure instanceof InvalidInputException
          || failure instanceof UserSuspendedException
          || failure instanceof UserNotFoundException;
    }

    /** Returns whether the call may still have effects after a time. */
    boolean mayActAfter(long tick) {
      return end > tick ? !wasRefused() : !hasSucceeded() && !wasRefused();
    }

    /** Returns the other calls about the same user or all users. */
    Stream<Call> others() {
      boolean ofAll = OF_ALL_USERS.contains(act.kind());
      return calls.stream()
          .filter(other -> other != this)
          .filter(
              other ->
                  ofAll
                      || OF_ALL_USERS.contains(other.act.kind())
                      || other.act.user().equals(act.user()));
    }

    /** Returns whether no other call could change the user meanwhile. */
    boolean wasAlone() {
      return others().noneMatch(other -> other.mayActAfter(begin));
    }

    boolean endedBefore(Call other) {
      return end < other.begin;
    }

    @Override
    public String toString() {
      return act
          + (failure != null ? " threw " + failure : end < Long.MAX_VALUE ? " returned" : " died");
    }
  }

  Call begin(Act act, @Nullable UserRecord before) {
    Call call = new Call(act, before);
    calls.add(call);
    return call;
  }

  long tick() {
    return ++lastTick;
  }

  /** Returns the calls about a user in the order of their starts. */
  List<Call> of(String user, Predicate<Call> which) {
    return calls.stream().filter(c -> c.act.user().equals(user)).filter(which).toList();
  }

  /** Returns whether no call of a kind has begun. */
  boolean none(Kind kind) {
    return calls.stream().noneMatch(call -> call.act.kind() == kind);
  }

  /** Returns the number of calls that remove a user, and have begun. */
  long removals() {
    return calls.stream()
        .filter(call -> call.act.kind() == Kind.DEPROVISION || call.act.kind() == Kind.RETAIN)
        .count();
  }

  /** Returns whether other defaults may have been rolled out. */
  boolean hasRollOut() {
    return calls.stream().anyMatch(call -> call.act.kind() == Kind.ROLL_OUT);
  }

  /** Returns whether another call may revoke a user's stream keys after a time. */
  boolean mayRevoke(String user, long tick, Predicate<Call> except) {
    return calls.stream()
        .filter(call -> call.act.user().equals(user) || OF_ALL_USERS.contains(call.act.kind()))
        .filter(call -> REVOKING.contains(call.act.kind()))
        .filter(except.negate())
        .anyMatch(call -> call.waits || call.mayActAfter(tick));
  }

  @Override
  public String toString() {
    return calls.toString();
  }
}
