package io.streamcat.provisioning;

import io.streamcat.exception.StreamCatException;
import io.streamcat.user.UserId;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The report of one run of recovery, or of one user of a run.
 *
 * @param completed the users who are complete now; unmodifiable
 * @param removed the users who are gone now; unmodifiable
 * @param waiting the users whom this run has left with tasks that are due later: changes that wait
 *     for the end of a live stream, if this run has checked the channel, which happens at most
 *     every 15 seconds, and tasks that failed in an earlier run; unmodifiable
 * @param failed the users with tasks that failed again, and the failures; unmodifiable
 * @param stopped the reason why the run ended early, or null if it did not
 * @param leftOut the reason why users and spares wait until an operator acts: the account of AWS is
 *     unknown; null if none do
 */
public record RecoveryReport(
    List<UserId> completed,
    List<UserId> removed,
    List<UserId> waiting,
    Map<UserId, StreamCatException> failed,
    @Nullable String stopped,
    @Nullable String leftOut) {

  /** Copies the collections. */
  public RecoveryReport {
    completed = List.copyOf(completed);
    removed = List.copyOf(removed);
    waiting = List.copyOf(waiting);
    failed = Collections.unmodifiableMap(new LinkedHashMap<>(failed));
  }

  /**
   * Returns whether the run had nothing to do.
   *
   * @return true if no user was processed, except those who wait
   */
  public boolean isEmpty() {
    return completed.isEmpty() && removed.isEmpty() && failed.isEmpty();
  }
}
