package io.streamcat.jdbc.internal.broadcast;

import io.streamcat.broadcast.Broadcast;
import io.streamcat.broadcast.BroadcastRepository.Changes;
import io.streamcat.broadcast.Notification;
import io.streamcat.broadcast.Publication;
import io.streamcat.broadcast.StoredBroadcast;
import java.time.Instant;
import java.util.Collection;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The facts of one caller, and the rows that they changed.
 *
 * @param broadcasts facts about broadcasts
 * @param publications facts about publications
 */
public record FactMerge(
    TableFacts<StoredBroadcast> broadcasts, TableFacts<Publication> publications) {

  public static FactMerge of(
      Collection<Broadcast> broadcasts,
      Collection<Publication> publications,
      @Nullable Instant notifyAt) {
    FactMerge merge = new FactMerge(new TableFacts<>(), new TableFacts<>());
    broadcasts.forEach(
        fact ->
            merge.broadcasts.add(
                fact.streamId(),
                row ->
                    row == null
                        ? StoredBroadcast.first(fact, notifyAt)
                        : row.merge(fact, notifyAt)));
    publications.forEach(
        fact -> merge.publications.add(fact.key(), row -> row == null ? fact : row.merge(fact)));
    return merge;
  }

  public static FactMerge extended(
      Collection<String> streamIds, Instant claimedUntil, Instant until) {
    FactMerge merge = new FactMerge(new TableFacts<>(), new TableFacts<>());
    streamIds.forEach(
        streamId ->
            merge.broadcasts.add(
                streamId, row -> row == null ? null : row.extended(claimedUntil, until)));
    return merge;
  }

  public static FactMerge delivered(Map<String, Set<Notification>> notifications) {
    FactMerge merge = new FactMerge(new TableFacts<>(), new TableFacts<>());
    notifications.forEach(
        (streamId, delivered) ->
            merge.broadcasts.add(streamId, row -> row == null ? null : row.delivered(delivered)));
    return merge;
  }

  public Changes changes() {
    return new Changes(broadcasts.changed(), publications.changed());
  }
}
