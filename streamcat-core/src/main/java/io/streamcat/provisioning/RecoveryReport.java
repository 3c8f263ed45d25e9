package io.streamcat.provisioning;

import io.streamcat.error.StreamCatException;
import io.streamcat.user.UserId;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * What a run of recovery did.
 *
 * @param completed users who have everything now; unmodifiable
 * @param removed users who are gone now; unmodifiable
 * @param waiting users whose channels get other settings when their live streams end; unmodifiable
 * @param failed users with whom it failed again, and why; unmodifiable
 */
public record RecoveryReport(
    List<UserId> completed,
    List<UserId> removed,
    List<UserId> waiting,
    Map<UserId, StreamCatException> failed) {

  /**
   * Checks and copies what needs it.
   *
   * @param completed users who have everything now
   * @param removed users who are gone now
   * @param waiting users whose channels get other settings when their live streams end
   * @param failed users with whom it failed again
   */
  public RecoveryReport {
    completed = List.copyOf(completed);
    removed = List.copyOf(removed);
    waiting = List.copyOf(waiting);
    failed = Collections.unmodifiableMap(new LinkedHashMap<>(failed));
  }

  /**
   * Tells whether nothing was there to do.
   *
   * @return true if no user was taken up, but those who wait
   */
  public boolean isEmpty() {
    return completed.isEmpty() && removed.isEmpty() && failed.isEmpty();
  }
}
