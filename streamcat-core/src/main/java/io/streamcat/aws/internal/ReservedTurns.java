package io.streamcat.aws.internal;

import io.streamcat.aws.ResourceOperations.PlannedCall;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * The reserved turns of several planned calls, at most one for each operation.
 *
 * <p>The first call of an operation uses its turn. A retry needs no turn: it is sent after its
 * pause and counted, so that later calls wait longer. An unused turn is lost, unless it is given
 * back within a second after its time. Thread safe.
 */
public final class ReservedTurns {

  private final Map<String, ReservedTurn> turns;
  private final Instant latest;

  private ReservedTurns(Map<String, ReservedTurn> turns, Instant latest) {
    this.turns = turns;
    this.latest = latest;
  }

  /**
   * Reserves a turn for each call, or no turn at all.
   *
   * <p>In the background this method waits for the turns; in the foreground it returns immediately.
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
        reserved.add(((ReservableCall) call).reserve(latest));
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
   * @return the time that was passed when the turns were reserved
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
   * Runs work on this thread whose calls use the turns, also on threads to which the scope is
   * carried.
   *
   * @param work the work
   * @param <T> the result's type
   * @return the work's result
   */
  public <T> T use(Supplier<T> work) {
    return CallScope.withTurns(this, work);
  }

  /** Gives back the unused turns; for work that ends shortly after its start. */
  public void giveBack() {
    turns.values().forEach(ReservedTurn::giveBack);
  }

  @Nullable ReservedTurn of(String key) {
    return turns.get(key);
  }
}
