package io.streamcat.simulation;

import java.util.EnumSet;
import java.util.Set;

/**
 * A place at which a schedule may decide, the same for all calls of one operation. Create it once
 * and reuse it.
 *
 * @param phase the part of the call
 * @param operation the operation's name in traces
 * @param faults the faults that are possible here, those of the server included
 */
public record Point(Phase phase, String operation, Set<Fault> faults) {

  /** A part of a call. */
  public enum Phase {
    /** The caller is about to make the call; nothing has happened yet. */
    BEFORE("calls"),
    /** The effect has taken place; the caller has not seen the answer. */
    AFTER("has called"),
    /** The caller reads its clock. */
    CLOCK("reads"),
    /** The thread cannot continue, because it sleeps, awaits its tasks or has ended. */
    BLOCKED("waits:");

    private final String words;

    Phase(String words) {
      this.words = words;
    }

    String words() {
      return words;
    }
  }

  static final Point SLEEP = before("sleep", Set.of());
  static final Point CLOCK = new Point(Phase.CLOCK, "the clock", EnumSet.of(Fault.STALL));
  static final Point ASLEEP = new Point(Phase.BLOCKED, "asleep", Set.of());
  static final Point JOINING = new Point(Phase.BLOCKED, "for its tasks", Set.of());
  static final Point STALLED = new Point(Phase.BLOCKED, "stalled", Set.of());
  static final Point ENDED = new Point(Phase.BLOCKED, "ended", Set.of());

  /**
   * Creates the point before calls of an operation.
   *
   * @param operation the operation's name
   * @param faults the faults of the call, to which those of the server are added
   * @return a new point
   */
  public static Point before(String operation, Set<Fault> faults) {
    EnumSet<Fault> all = EnumSet.of(Fault.STALL, Fault.KILL, Fault.INTERRUPT);
    all.addAll(faults);
    return new Point(Phase.BEFORE, operation, all);
  }

  /**
   * Creates the point after calls of an operation.
   *
   * <p>A kill or an interrupt here equals one at the next point before a call, because only the
   * clock is read in between. A stall differs, because it makes a clock reading old.
   *
   * @param operation the operation's name
   * @return a new point
   */
  public static Point after(String operation) {
    return new Point(Phase.AFTER, operation, EnumSet.of(Fault.STALL));
  }
}
