package io.streamcat.repository;

import io.streamcat.user.UserState;
import java.util.Map;

/**
 * The numbers of records in a repository.
 *
 * @param byState the records in each state; states without records are absent; unmodifiable
 * @param due the records that recovery would process now
 * @param failing the records with a task that has failed at least {@value #FAILING} times
 */
public record RecordCounts(Map<UserState, Long> byState, long due, long failing) {

  /** The number of failed attempts from which a record counts as failing. */
  public static final int FAILING = 5;

  /** Copies the map. */
  public RecordCounts {
    byState = Map.copyOf(byState);
  }
}
