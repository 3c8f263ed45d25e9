package io.streamcat.aws;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * The turns of several calls that are made later, at most one of each operation.
 *
 * <p>The first call of an operation uses its turn. A repetition of it has none, and is sent after
 * its pause: it was admitted once, and is counted, so that later calls wait longer. A turn that is
 * not used is lost, unless it is returned within a second after its time. Thread safe.
 */
public final class ReservedTurns {

  private final Map<String, ReservedTurn> turns;
  private final Instant latest;

  private ReservedTurns(Map<String, ReservedTurn> turns, Instant latest) {
    this.turns = turns;
    this.latest = latest;
  }

  /**
   * Reserves a turn for each of some calls, or none at all.
   *
   * <p>In the background it waits for the turns; in the foreground it returns at once.
   *
   * @param calls the calls
   * @param latest the latest time at which the turns are of use
   * @return the turns
   * @throws io.streamcat.exception.OverloadedException if a turn would come later
   * @throws io.streamcat.exception.AwsException if the thread is interrupted while it waits
   */
  public static ReservedTurns reserve(Collection<PlannedCall> calls, Instant latest) {
    List<ReservedTurn> reserved = new ArrayList<>();
    try {
      for (PlannedCall call : calls) {
        reserved.add(call.reserve(latest));
      }
    } catch (RuntimeException e) {
      reserved.forEach(ReservedTurn::giveBack);
      throw e;
    }
    Map<String, ReservedTurn> turns = new HashMap<>();
    reserved.forEach(turn -> turns.put(turn.call().key(), turn));
    return new ReservedTurns(turns, latest);
  }

  /**
   * Returns the latest time at which the turns are of use.
   *
   * @return the time that was given when they were reserved
   */
  public Instant latest() {
    return latest;
  }

  /**
   * Returns the time of the first turn.
   *
   * @return the time, or null if there is no turn
   */
  public @Nullable Instant first() {
    return turns.values().stream().map(ReservedTurn::time).min(Instant::compareTo).orElse(null);
  }

  /**
   * Returns the time of the last turn.
   *
   * @return the time, or null if there is no turn
   */
  public @Nullable Instant last() {
    return turns.values().stream().map(ReservedTurn::time).max(Instant::compareTo).orElse(null);
  }

  /**
   * Runs work on this thread, and on those that take its scope over, whose calls use the turns.
   *
   * @param work the work
   * @param <T> the result's type
   * @return the work's result
   */
  public <T> T use(Supplier<T> work) {
    return CallScope.withTurns(this, work);
  }

  /** Returns the turns that were not used; for work that ends a moment after it has begun. */
  public void giveBack() {
    turns.values().forEach(ReservedTurn::giveBack);
  }

  @Nullable ReservedTurn of(String key) {
    return turns.get(key);
  }
}
