package io.streamcat.provisioning;

import io.streamcat.exception.StreamCatException;
import io.streamcat.user.UserId;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The report of one run of recovery.
 *
 * @param completed users who have everything now; unmodifiable
 * @param removed users who are gone now; unmodifiable
 * @param waiting users with changes that wait for the end of a live stream, of those whose channel
 *     this run has looked at: recovery looks every 15 seconds at most; unmodifiable
 * @param failed users with tasks that failed again, and the failures; unmodifiable
 * @param stopped why the run ended before nothing was left to do, or null if it did not
 */
public record RecoveryReport(
    List<UserId> completed,
    List<UserId> removed,
    List<UserId> waiting,
    Map<UserId, StreamCatException> failed,
    @Nullable String stopped) {

  /**
   * Copies the collections.
   *
   * @param completed users who have everything now
   * @param removed users who are gone now
   * @param waiting users with changes that wait for the end of a live stream
   * @param failed users with tasks that failed again, and the failures
   * @param stopped why the run ended before nothing was left to do, or null if it did not
   */
  public RecoveryReport {
    completed = List.copyOf(completed);
    removed = List.copyOf(removed);
    waiting = List.copyOf(waiting);
    failed = Collections.unmodifiableMap(new LinkedHashMap<>(failed));
  }

  /**
   * Returns whether nothing was there to do.
   *
   * @return true if no user was taken up, except those who wait
   */
  public boolean isEmpty() {
    return completed.isEmpty() && removed.isEmpty() && failed.isEmpty();
  }
}
