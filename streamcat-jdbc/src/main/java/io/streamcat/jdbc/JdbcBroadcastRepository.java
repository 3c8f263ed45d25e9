package io.streamcat.jdbc;

import io.streamcat.broadcast.Broadcast;
import io.streamcat.broadcast.BroadcastRepository;
import io.streamcat.broadcast.BroadcastState;
import io.streamcat.broadcast.PendingNotification;
import io.streamcat.broadcast.Publication;
import io.streamcat.broadcast.PublicationState;
import io.streamcat.exception.StorageException;
import io.streamcat.jdbc.internal.broadcast.BroadcastTable;
import io.streamcat.jdbc.internal.broadcast.FactMerge;
import io.streamcat.jdbc.internal.broadcast.FactRows;
import io.streamcat.jdbc.internal.broadcast.FactRows.Batch;
import io.streamcat.jdbc.internal.broadcast.FactRows.Change;
import io.streamcat.jdbc.internal.broadcast.FactRows.Versioned;
import io.streamcat.jdbc.internal.broadcast.NotificationRows;
import io.streamcat.jdbc.internal.broadcast.PublicationTable;
import io.streamcat.jdbc.internal.broadcast.TableFacts;
import io.streamcat.jdbc.internal.broadcast.WriteCoalescer;
import io.streamcat.jdbc.internal.sql.FactTable;
import io.streamcat.jdbc.internal.sql.Lookups;
import io.streamcat.jdbc.internal.sql.SqlFailure;
import io.streamcat.jdbc.internal.sql.Transactions;
import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;

/**
 * A repository of broadcasts and publications in PostgreSQL, MySQL, MariaDB or H2.
 *
 * <pre>{@code
 * StreamCat streamcat =
 *     StreamCat.builder()
 *         .storage(
 *             s ->
 *                 s.users(JdbcUserRepository.create(dataSource))
 *                     .bans(JdbcBanList.create(dataSource))
 *                     .broadcasts(JdbcBroadcastRepository.create(dataSource)))
 *         .build();
 * }</pre>
 *
 * <p>Reading the rows of a batch of events costs one round trip. Changes cost one more for each
 * kind of change, and a commit if there are several. Every statement has a time limit. The
 * repository never closes the data source. Thread safe, and safe to use from many servers on one
 * database.
 *
 * <p>Events of one stream arrive together, so threads and servers that share a queue would obstruct
 * each other. Events that arrive during a write are therefore stored together in one transaction.
 * Rows are read without a lock, and written only if their version is unchanged. After a conflict
 * the repository repeats its work, and then waits for other servers that write the same rows. New
 * rows are written before existing rows, each in the order of their keys, which prevents deadlocks:
 * a new row may be one that another server is changing.
 */
public final class JdbcBroadcastRepository implements BroadcastRepository {

  /** Longer than any write that does not hang. */
  private static final Duration PATIENCE = Duration.ofSeconds(1);

  private static final int ATTEMPTS = 50;
  private static final int KEYS_AT_ONCE = 100;

  private final FactRows rows;
  private final NotificationRows notifications;
  private final WriteCoalescer<FactMerge> writes;

  private JdbcBroadcastRepository(FactRows rows, Duration timeout) {
    this.rows = rows;
    this.notifications = new NotificationRows(rows.transactions(), rows.sql());
    this.writes = new WriteCoalescer<>(this::store, PATIENCE, timeout.multipliedBy(4));
  }

  /**
   * Creates a repository with the standard table names.
   *
   * @param dataSource the data source, which should be a pool
   * @return a new repository
   * @throws StorageException if the database cannot be reached, or its schema is missing or
   *     outdated; see {@link StreamCatSchema}
   */
  public static JdbcBroadcastRepository create(DataSource dataSource) {
    return create(ConnectionSource.of(dataSource), TableNames.standard());
  }

  /**
   * Creates a repository that joins the caller's transactions.
   *
   * @param connections the source of connections
   * @param tables the names of the tables
   * @return a new repository
   * @throws StorageException if the database cannot be reached or is not supported, or its schema
   *     is missing or outdated
   */
  public static JdbcBroadcastRepository create(ConnectionSource connections, TableNames tables) {
    return create(connections, tables, StreamCatSchema.STATEMENT_TIMEOUT);
  }

  /**
   * Creates a repository with another time limit.
   *
   * @param connections the source of connections
   * @param tables the names of the tables
   * @param statementTimeout the time after which the database gives up a statement, 1 to 60 seconds
   * @return a new repository
   * @throws StorageException if the database cannot be reached or is not supported, or its schema
   *     is missing or outdated
   */
  public static JdbcBroadcastRepository create(
      ConnectionSource connections, TableNames tables, Duration statementTimeout) {
    Duration timeout = Limits.statementTimeout(statementTimeout);
    StreamCatSchema schema = StreamCatSchema.of(connections, tables);
    schema.check();
    return new JdbcBroadcastRepository(
        new FactRows(Transactions.ofRepository(connections), schema.sql(timeout)), timeout);
  }

  @Override
  public boolean isTransactionActive() {
    return rows.isTransactionActive();
  }

  @Override
  public Changes merge(
      Collection<Broadcast> broadcasts,
      Collection<Publication> publications,
      @Nullable Instant notifyAt) {
    FactMerge merge = FactMerge.of(broadcasts, publications, notifyAt);
    store(merge);
    return merge.changes();
  }

  private void store(FactMerge merge) {
    if (isTransactionActive()) {
      store(List.of(merge));
    } else {
      writes.run(merge);
    }
  }

  private void store(List<FactMerge> merges) {
    untilWritten(
        patiently -> {
          write(
              new Batch(
                  changes(
                      BroadcastTable.INSTANCE, merges.stream().map(FactMerge::broadcasts).toList()),
                  changes(
                      PublicationTable.INSTANCE,
                      merges.stream().map(FactMerge::publications).toList()),
                  merges),
              patiently);
          return merges;
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

  /** Merges the facts of several callers into a row. */
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

  /**
   * Repeats work after a conflict; a repetition waits for other servers. The work must read all
   * rows it depends on.
   */
  private <R> R untilWritten(Function<Boolean, R> work) {
    for (int attempt = 1; ; attempt++) {
      try {
        return work.apply(attempt > 1);
      } catch (FactRows.Conflict | SqlFailure.Duplicate e) {
        if (attempt == ATTEMPTS || isTransactionActive()) {
          throw new StorageException(
              "other servers keep storing events of the same broadcasts; try again", true, e);
        }
      }
    }
  }

  @Override
  public Optional<Broadcast> find(String streamId) {
    return Lookups.canExist(streamId)
        ? broadcasts("stream_id = ?", 1, streamId).stream().findFirst()
        : Optional.empty();
  }

  @Override
  public List<Broadcast> ofChannel(String channelArn, @Nullable Broadcast before, int limit) {
    if (!Lookups.canExist(channelArn)) {
      return List.of();
    }
    String latestFirst = " ORDER BY began_at DESC, stream_id DESC";
    return before == null
        ? broadcasts("channel_arn = ?" + latestFirst, limit, channelArn)
        : broadcasts(
            "channel_arn = ? AND began_at <= ? AND (began_at < ? OR stream_id < ?)" + latestFirst,
            limit,
            channelArn,
            before.beganAt(),
            before.beganAt(),
            before.streamId());
  }

  @Override
  public List<Broadcast> inState(
      Collection<BroadcastState> states, @Nullable String after, int limit) {
    if (states.isEmpty()) {
      return List.of();
    }
    return rows
        .union(
            BroadcastTable.INSTANCE,
            states.stream().map(state -> "state = '" + state + "' AND stream_id > ?").toList(),
            limit,
            Lookups.cursor(after == null ? "" : after))
        .stream()
        .map(Versioned::value)
        .toList();
  }

  private List<Broadcast> broadcasts(String condition, int limit, Object... values) {
    return rows.select(BroadcastTable.INSTANCE, condition, limit, List.of(values)).stream()
        .map(Versioned::value)
        .toList();
  }

  @Override
  public List<Publication> publishing(String stageArn) {
    if (!Lookups.canExist(stageArn)) {
      return List.of();
    }
    return publications(
        "stage_arn = ? AND state = ? ORDER BY id",
        Integer.MAX_VALUE,
        stageArn,
        PublicationState.PUBLISHING.name());
  }

  @Override
  public List<Publication> undecided(Instant since, @Nullable Publication after, int limit) {
    Instant from = after == null ? since : Objects.requireNonNullElse(after.undecidedAt(), since);
    return publications(
        "undecided_at >= ? AND (undecided_at > ? OR id > ?) ORDER BY undecided_at, id",
        limit,
        from,
        from,
        after == null ? "" : after.key());
  }

  private List<Publication> publications(String condition, int limit, Object... values) {
    return rows.select(PublicationTable.INSTANCE, condition, limit, List.of(values)).stream()
        .map(Versioned::value)
        .toList();
  }

  @Override
  public int forget(Instant before, int limit) {
    return rows.deleteOldest(BroadcastTable.INSTANCE, "ended_at", before, limit)
        + rows.deleteOldest(PublicationTable.INSTANCE, "seen_at", before, limit);
  }

  @Override
  public boolean claimRepair(String streamId, Instant now, Instant expired) {
    return Lookups.canExist(streamId) && rows.claimRepair(streamId, now, expired);
  }

  @Override
  public List<PendingNotification> claimNotifications(Instant now, Instant until, int limit) {
    for (int attempt = 1; attempt <= ATTEMPTS; attempt++) {
      List<String> due = notifications.due(now, limit);
      Map<String, List<PendingNotification>> found =
          complete(notifications.ofBroadcasts(due)).stream()
              .collect(Collectors.groupingBy(PendingNotification::streamId));
      Map<PendingNotification, PendingNotification> claims = new LinkedHashMap<>();
      Map<PendingNotification, PendingNotification> delays = new LinkedHashMap<>();
      for (List<PendingNotification> all : found.values()) {
        claims.putAll(PendingNotification.claims(all, now, until));
        delays.putAll(PendingNotification.delays(all, now));
      }
      List<PendingNotification> claimed = inOrder(claims.values(), replaced(claims));
      replaced(delays);
      if (!claimed.isEmpty() || due.isEmpty()) {
        return claimed;
      }
    }
    return List.of();
  }

  /** Returns claimed notifications, without those whose earlier one another server has claimed. */
  private static List<PendingNotification> inOrder(
      Collection<PendingNotification> wanted, List<PendingNotification> claimed) {
    List<PendingNotification> missed =
        wanted.stream().filter(pending -> !claimed.contains(pending)).toList();
    return claimed.stream()
        .filter(pending -> missed.stream().noneMatch(pending::waitsFor))
        .toList();
  }

  private List<PendingNotification> complete(List<NotificationRows.Stored> stored) {
    Map<String, Versioned<Broadcast>> found =
        read(
            BroadcastTable.INSTANCE,
            stored.stream().map(NotificationRows.Stored::streamId).distinct().toList());
    return stored.stream()
        .flatMap(
            row -> Stream.ofNullable(found.get(row.streamId())).map(known -> row.of(known.value())))
        .toList();
  }

  @Override
  public List<PendingNotification> replace(Map<PendingNotification, PendingNotification> changes) {
    List<PendingNotification> replaced = replaced(changes);
    Map<String, Versioned<Broadcast>> found =
        read(
            BroadcastTable.INSTANCE,
            replaced.stream().map(PendingNotification::streamId).distinct().toList());
    return replaced.stream()
        .flatMap(
            pending ->
                Stream.ofNullable(found.get(pending.streamId()))
                    .map(known -> pending.with(known.value())))
        .toList();
  }

  private List<PendingNotification> replaced(
      Map<PendingNotification, PendingNotification> changes) {
    Set<PendingNotification> replaced = notifications.replace(changes);
    return changes.entrySet().stream()
        .filter(change -> replaced.contains(change.getKey()))
        .map(Map.Entry::getValue)
        .sorted(
            Comparator.comparing(PendingNotification::streamId)
                .thenComparing(PendingNotification::notification))
        .toList();
  }

  @Override
  public void markDelivered(Collection<PendingNotification> delivered) {
    notifications.delete(delivered);
  }

  @Override
  public List<PendingNotification> deadNotifications(
      @Nullable PendingNotification after, int limit) {
    return complete(notifications.dead(after, limit));
  }

  @Override
  public long countDeadNotifications() {
    return notifications.countDead();
  }
}
