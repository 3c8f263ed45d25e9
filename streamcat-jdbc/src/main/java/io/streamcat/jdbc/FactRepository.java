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
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.function.Function;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Keeps broadcasts and publications in a database.
 *
 * <p>Events of one stream come together, so that threads and servers that share a queue would only
 * get into each other's way. What threads bring while others are being stored is stored in one
 * transaction. Rows are read without a lock, and written on condition that they are as they were
 * read; if another server was faster, all is done again, and now waits for whoever else writes the
 * same rows. New rows are written first and then those that were there, each in the order of their
 * keys, so that servers wait for each other and not in a circle: a new row may turn out to be one
 * that another server is changing.
 */
abstract sealed class FactRepository implements BroadcastRepository
    permits JdbcBroadcastRepository, JpaBroadcastRepository {

  private static final int ATTEMPTS = 50;
  private static final int KEYS_AT_ONCE = 100;
  private static final Instant ALWAYS = Instant.parse("9999-12-31T23:59:59Z");

  private final FactRows rows;
  private final Together<FactJoin> joins = new Together<>(this::store);

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
    FactJoin join = FactJoin.of(broadcasts, publications, noticesAt);
    store(join);
    return join.changes();
  }

  private void store(FactJoin join) {
    if (isTransactionActive()) {
      store(List.of(join));
    } else {
      joins.run(join);
    }
  }

  private void store(List<FactJoin> joins) {
    untilWritten(
        patiently -> {
          write(
              new Batch(
                  changes(
                      BroadcastTable.INSTANCE, joins.stream().map(FactJoin::broadcasts).toList()),
                  changes(
                      PublicationTable.INSTANCE,
                      joins.stream().map(FactJoin::publications).toList())),
              patiently);
          return joins;
        });
  }

  private <T> List<Change<T>> changes(FactTable<T> table, List<TableFacts<T>> facts) {
    SortedSet<String> keys = new TreeSet<>();
    facts.forEach(some -> keys.addAll(some.keys()));
    Map<String, Versioned<T>> known = read(table, List.copyOf(keys));
    return keys.stream().flatMap(key -> change(table, key, known.get(key), facts)).toList();
  }

  private static <T> Stream<Change<T>> change(
      FactTable<T> table, String key, @Nullable Versioned<T> row, List<TableFacts<T>> facts) {
    return row == null
        ? Stream.ofNullable(sum(facts, key, null)).map(value -> Change.insert(table, value))
        : Change.update(table, row, value -> Objects.requireNonNull(sum(facts, key, value)));
  }

  /** Adds to a row what several callers know, one after the other. */
  private static <T> @Nullable T sum(List<TableFacts<T>> facts, String key, @Nullable T row) {
    T sum = row;
    for (TableFacts<T> some : facts) {
      sum = some.addTo(sum, key);
    }
    return sum;
  }

  private <T> Map<String, Versioned<T>> read(FactTable<T> table, List<String> keys) {
    Map<String, Versioned<T>> found = new HashMap<>();
    for (int from = 0; from < keys.size(); from += KEYS_AT_ONCE) {
      rows.find(table, keys.subList(from, Math.min(keys.size(), from + KEYS_AT_ONCE)))
          .forEach(row -> found.put(table.key(row.value()), row));
    }
    return found;
  }

  private void write(Batch batch, boolean patiently) {
    if (!batch.all().isEmpty()) {
      rows.write(batch, patiently);
    }
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
          List<Change<StoredBroadcast>> claims =
              rows
                  .select(
                      BroadcastTable.INSTANCE,
                      "live_notice_at <= ? OR recording_notice_at <= ?",
                      limit,
                      List.of(now, now))
                  .stream()
                  .flatMap(
                      row ->
                          Change.update(
                              BroadcastTable.INSTANCE, row, stored -> stored.claimed(now, until)))
                  .sorted(Comparator.comparing(Change::key))
                  .toList();
          write(new Batch(claims, List.of()), false);
          return claims.stream().map(Change::value).toList();
        });
  }

  @Override
  public void told(Map<String, Set<Notice>> notices) {
    store(FactJoin.told(notices));
  }
}
