package io.streamcat.jdbc.internal.broadcast;

import io.streamcat.broadcast.Broadcast;
import io.streamcat.broadcast.BroadcastRepository.Changes;
import io.streamcat.broadcast.PendingNotification;
import io.streamcat.broadcast.Publication;
import io.streamcat.jdbc.internal.broadcast.TableFacts.Changed;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The facts of one caller, and the rows that they changed.
 *
 * @param broadcasts facts about broadcasts
 * @param publications facts about publications
 * @param notifyAt the time of the notifications that the facts trigger; null if there is no
 *     listener
 * @param waiting the triggered notifications that wait for earlier ones, as found by the last write
 */
public record FactMerge(
    TableFacts<Broadcast> broadcasts,
    TableFacts<Publication> publications,
    @Nullable Instant notifyAt,
    List<PendingNotification> waiting) {

  public static FactMerge of(
      Collection<Broadcast> broadcasts,
      Collection<Publication> publications,
      @Nullable Instant notifyAt) {
    FactMerge merge =
        new FactMerge(new TableFacts<>(), new TableFacts<>(), notifyAt, new ArrayList<>());
    broadcasts.forEach(
        fact -> merge.broadcasts.add(fact.streamId(), row -> row == null ? fact : row.merge(fact)));
    publications.forEach(
        fact -> merge.publications.add(fact.key(), row -> row == null ? fact : row.merge(fact)));
    return merge;
  }

  /** Returns the notifications that the changes trigger. */
  public List<PendingNotification> triggered() {
    return notifyAt == null
        ? List.of()
        : broadcasts.changed().stream()
            .flatMap(
                changed ->
                    PendingNotification.triggeredBy(changed.before(), changed.after(), notifyAt)
                        .stream())
            .toList();
  }

  public Changes changes() {
    return new Changes(
        broadcasts.changed().stream().map(Changed::after).toList(),
        publications.changed().stream().map(Changed::after).toList(),
        triggered().stream().filter(pending -> !waiting.contains(pending)).toList());
  }
}
