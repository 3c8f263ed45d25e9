package io.streamcat.jdbc;

import io.streamcat.broadcast.Broadcast;
import io.streamcat.broadcast.BroadcastRepository;
import io.streamcat.broadcast.BroadcastState;
import io.streamcat.broadcast.Notice;
import io.streamcat.broadcast.Publication;
import io.streamcat.broadcast.PublicationState;
import io.streamcat.broadcast.StoredBroadcast;
import io.streamcat.error.StorageException;
import io.streamcat.jdbc.FactRows.Batch;
import io.streamcat.jdbc.FactRows.Change;
import io.streamcat.jdbc.FactRows.Versioned;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.BiFunction;
import java.util.function.Function;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Keeps broadcasts and publications in a database.
 *
 * <p>Rows are read without a lock, and written on condition that they are as they were read; if
 * another server was faster, all is done again, and now waits for whoever else writes the same
 * rows: events of one stream come together, and servers that share a queue would only get into each
 * other's way. Rows are written in the order of their keys, so that servers wait for each other and
 * not in a circle.
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
      Collection<Broadcast> broadcasts,
      Collection<Publication> publications,
      @Nullable Instant noticesAt) {
    Map<String, Broadcast> facts = new TreeMap<>();
    broadcasts.forEach(fact -> facts.merge(fact.streamId(), fact, Broadcast::join));
    Map<String, Publication> others = new TreeMap<>();
    publications.forEach(fact -> others.merge(fact.key(), fact, Publication::join));
    return untilWritten(
        patiently -> {
          Batch batch =
              new Batch(
                  changes(
                      BroadcastTable.INSTANCE,
                      facts,
                      fact -> StoredBroadcast.first(fact, noticesAt),
                      (before, fact) -> before.join(fact, noticesAt)),
                  changes(PublicationTable.INSTANCE, others, fact -> fact, Publication::join));
          return write(batch, patiently).changes();
        });
  }

  private <T, F> List<Change<T>> changes(
      FactTable<T> table, Map<String, F> facts, Function<F, T> first, BiFunction<T, F, T> join) {
    Map<String, Versioned<T>> known = read(table, facts.keySet());
    List<Change<T>> changes = new ArrayList<>();
    facts.forEach(
        (key, fact) -> {
          Versioned<T> before = known.get(key);
          UnaryOperator<T> change = row -> join.apply(row, fact);
          if (before == null) {
            changes.add(Change.insert(table, first.apply(fact), change));
          } else {
            addIfChanged(changes, before, Change.update(table, before, change));
          }
        });
    return changes;
  }

  private static <T> void addIfChanged(
      List<Change<T>> changes, Versioned<T> before, Change<T> change) {
    if (!change.value().equals(before.value())) {
      changes.add(change);
    }
  }

  private <T> Map<String, Versioned<T>> read(FactTable<T> table, Collection<String> keys) {
    Map<String, Versioned<T>> found = new TreeMap<>();
    List<String> all = List.copyOf(keys);
    for (int from = 0; from < all.size(); from += KEYS_AT_ONCE) {
      List<String> some = all.subList(from, Math.min(all.size(), from + KEYS_AT_ONCE));
      rows.select(table, table.oneOf(some.size()), some.size(), some)
          .forEach(row -> found.put(table.key(row.value()), row));
    }
    return found;
  }

  private Batch write(Batch batch, boolean patiently) {
    return batch.all().isEmpty() ? batch : rows.write(batch, patiently);
  }

  /** The work reads all that it depends on. Once others were faster, it waits for them. */
  private <R> R untilWritten(Function<Boolean, R> work) {
    for (int attempt = 1; ; attempt++) {
      try {
        return work.apply(attempt > 1);
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
        FactTable.oneOf("state", states.size()) + " AND stream_id > ? ORDER BY stream_id",
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
        patiently -> {
          List<Change<StoredBroadcast>> claims = new ArrayList<>();
          rows.select(
                  BroadcastTable.INSTANCE,
                  "live_notice_at <= ? OR recording_notice_at <= ?",
                  limit,
                  List.of(now, now))
              .forEach(
                  row ->
                      addIfChanged(
                          claims,
                          row,
                          Change.update(
                              BroadcastTable.INSTANCE, row, stored -> stored.claimed(now, until))));
          claims.sort(Comparator.comparing(Change::key));
          return write(new Batch(claims, List.of()), false).changes().broadcasts();
        });
  }

  @Override
  public void told(String streamId, Notice notice) {
    rows.empty(BroadcastTable.INSTANCE, BroadcastTable.column(notice), streamId);
  }
}
