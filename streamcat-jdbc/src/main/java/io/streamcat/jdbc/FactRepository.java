package io.streamcat.jdbc;

import io.streamcat.broadcast.Broadcast;
import io.streamcat.broadcast.BroadcastRepository;
import io.streamcat.broadcast.BroadcastState;
import io.streamcat.broadcast.Notice;
import io.streamcat.broadcast.Publication;
import io.streamcat.broadcast.PublicationState;
import io.streamcat.broadcast.StoredBroadcast;
import io.streamcat.error.StorageException;
import io.streamcat.jdbc.FactRows.Change;
import io.streamcat.jdbc.FactRows.Versioned;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.BiFunction;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Keeps broadcasts and publications in a database.
 *
 * <p>Rows are read without a lock, and written on condition that they are as they were read; if
 * another server was faster, all is done again. A row takes a dozen changes in its life and no
 * more, so that nobody is kept from writing for long. Rows are written in the order of their keys,
 * so that servers wait for each other and not in a circle.
 */
abstract sealed class FactRepository implements BroadcastRepository
    permits JdbcBroadcastRepository, JpaBroadcastRepository {

  private static final int ATTEMPTS = 50;
  private static final int KEYS_AT_ONCE = 100;
  private static final Instant ALWAYS = Instant.parse("9999-12-31T23:59:59Z");

  private final FactRows rows;

  FactRepository(FactRows rows) {
    this.rows = rows;
  }

  @Override
  public boolean isTransactionActive() {
    return rows.isTransactionActive();
  }

  @Override
  public Changes join(
      Collection<Broadcast> broadcasts, Collection<Publication> publications, Instant noticesAt) {
    Map<String, Broadcast> facts = new TreeMap<>();
    broadcasts.forEach(fact -> facts.merge(fact.streamId(), fact, Broadcast::join));
    Map<String, Publication> others = new TreeMap<>();
    publications.forEach(fact -> others.merge(fact.key(), fact, Publication::join));
    return untilWritten(
        () -> {
          List<Change<StoredBroadcast>> changed =
              changes(
                  BroadcastTable.INSTANCE,
                  facts,
                  fact -> StoredBroadcast.first(fact, noticesAt),
                  (before, fact) -> before.join(fact, noticesAt));
          List<Change<Publication>> changedToo =
              changes(PublicationTable.INSTANCE, others, fact -> fact, Publication::join);
          write(Stream.concat(changed.stream(), changedToo.stream()).toList());
          return new Changes(
              changed.stream().map(Change::value).toList(),
              changedToo.stream().map(Change::value).toList());
        });
  }

  private <T, F> List<Change<T>> changes(
      FactTable<T> table, Map<String, F> facts, Function<F, T> first, BiFunction<T, F, T> join) {
    Map<String, Versioned<T>> known = read(table, facts.keySet());
    List<Change<T>> changes = new ArrayList<>();
    facts.forEach(
        (key, fact) -> {
          Versioned<T> before = known.get(key);
          if (before == null) {
            changes.add(new Change<>(table, first.apply(fact), null));
          } else {
            addIfChanged(changes, table, before, join.apply(before.value(), fact));
          }
        });
    return changes;
  }

  private static <T> void addIfChanged(
      List<Change<T>> changes, FactTable<T> table, Versioned<T> before, T after) {
    if (!after.equals(before.value())) {
      changes.add(new Change<>(table, after, before.version()));
    }
  }

  private <T> Map<String, Versioned<T>> read(FactTable<T> table, Collection<String> keys) {
    Map<String, Versioned<T>> found = new TreeMap<>();
    List<String> all = List.copyOf(keys);
    for (int from = 0; from < all.size(); from += KEYS_AT_ONCE) {
      List<String> some = all.subList(from, Math.min(all.size(), from + KEYS_AT_ONCE));
      rows.select(table, oneOf(table.keyColumn(), some.size()), some.size(), some)
          .forEach(row -> found.put(table.key(row.value()), row));
    }
    return found;
  }

  private static String oneOf(String column, int values) {
    return column + " IN (" + String.join(", ", Collections.nCopies(values, "?")) + ")";
  }

  private void write(List<? extends Change<?>> changes) {
    if (!changes.isEmpty()) {
      rows.write(List.copyOf(changes));
    }
  }

  /** The work reads all that it depends on. */
  private <R> R untilWritten(Supplier<R> work) {
    for (int attempt = 1; ; attempt++) {
      try {
        return work.get();
      } catch (FactRows.Conflict | SqlFailure.Violation e) {
        if (attempt == ATTEMPTS || isTransactionActive()) {
          throw new StorageException("other servers store events of the same broadcasts", true, e);
        }
      }
    }
  }

  @Override
  public Optional<Broadcast> find(String streamId) {
    return broadcasts("stream_id = ?", 1, streamId).stream().findFirst();
  }

  @Override
  public List<Broadcast> ofChannel(String channelArn, @Nullable Instant before, int limit) {
    return broadcasts(
        "channel_arn = ? AND began_at < ? ORDER BY began_at DESC",
        limit,
        channelArn,
        Objects.requireNonNullElse(before, ALWAYS));
  }

  @Override
  public List<Broadcast> inState(
      Collection<BroadcastState> states, @Nullable String after, int limit) {
    if (states.isEmpty()) {
      return List.of();
    }
    return broadcasts(
        oneOf("state", states.size()) + " AND stream_id > ? ORDER BY stream_id",
        limit,
        Stream.concat(states.stream().map(Enum::name), Stream.of(after == null ? "" : after))
            .toArray());
  }

  private List<Broadcast> broadcasts(String condition, int limit, Object... values) {
    return rows.select(BroadcastTable.INSTANCE, condition, limit, List.of(values)).stream()
        .map(row -> row.value().broadcast())
        .toList();
  }

  @Override
  public List<Publication> publishing(String stageArn) {
    return rows
        .select(
            PublicationTable.INSTANCE,
            "stage_arn = ? AND state = ? ORDER BY id",
            Integer.MAX_VALUE,
            List.of(stageArn, PublicationState.PUBLISHING.name()))
        .stream()
        .map(Versioned::value)
        .toList();
  }

  @Override
  public List<StoredBroadcast> claimNotices(Instant now, Instant until, int limit) {
    return untilWritten(
        () -> {
          List<Change<StoredBroadcast>> claims = new ArrayList<>();
          rows.select(
                  BroadcastTable.INSTANCE,
                  "live_notice_at <= ? OR recording_notice_at <= ?",
                  limit,
                  List.of(now, now))
              .forEach(
                  row ->
                      addIfChanged(
                          claims, BroadcastTable.INSTANCE, row, row.value().claimed(now, until)));
          claims.sort(Comparator.comparing(Change::key));
          write(claims);
          return claims.stream().map(Change::value).toList();
        });
  }

  @Override
  public void told(String streamId, Notice notice) {
    untilWritten(
        () -> {
          List<Change<StoredBroadcast>> change = new ArrayList<>();
          read(BroadcastTable.INSTANCE, List.of(streamId))
              .values()
              .forEach(
                  row ->
                      addIfChanged(change, BroadcastTable.INSTANCE, row, row.value().told(notice)));
          write(change);
          return change.size();
        });
  }
}
