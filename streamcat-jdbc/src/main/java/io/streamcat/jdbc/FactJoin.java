package io.streamcat.jdbc;

import io.streamcat.broadcast.Broadcast;
import io.streamcat.broadcast.BroadcastRepository.Changes;
import io.streamcat.broadcast.Notice;
import io.streamcat.broadcast.Publication;
import io.streamcat.broadcast.StoredBroadcast;
import java.time.Instant;
import java.util.Collection;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What one caller wants stored, and what that has changed.
 *
 * @param broadcasts facts about broadcasts
 * @param publications facts about publications
 */
record FactJoin(TableFacts<StoredBroadcast> broadcasts, TableFacts<Publication> publications) {

  static FactJoin of(
      Collection<Broadcast> broadcasts,
      Collection<Publication> publications,
      @Nullable Instant noticesAt) {
    FactJoin join = new FactJoin(new TableFacts<>(), new TableFacts<>());
    broadcasts.forEach(
        fact ->
            join.broadcasts.add(
                fact.streamId(),
                row ->
                    row == null
                        ? StoredBroadcast.first(fact, noticesAt)
                        : row.join(fact, noticesAt)));
    publications.forEach(
        fact -> join.publications.add(fact.key(), row -> row == null ? fact : row.join(fact)));
    return join;
  }

  static FactJoin told(Map<String, Set<Notice>> notices) {
    FactJoin join = new FactJoin(new TableFacts<>(), new TableFacts<>());
    notices.forEach(
        (streamId, told) ->
            join.broadcasts.add(streamId, row -> row == null ? null : row.told(told)));
    return join;
  }

  Changes changes() {
    return new Changes(broadcasts.changed(), publications.changed());
  }
}
