package io.streamcat.jdbc.internal.broadcast;

import io.streamcat.broadcast.Broadcast;
import io.streamcat.broadcast.Notification;
import io.streamcat.broadcast.PendingNotification;
import io.streamcat.jdbc.internal.sql.FactTable;
import io.streamcat.jdbc.internal.sql.Lookups;
import io.streamcat.jdbc.internal.sql.Row;
import io.streamcat.jdbc.internal.sql.Sql;
import io.streamcat.jdbc.internal.sql.Transactions;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * The rows of {@code streamcat_notification}. The table holds pending and dead notifications only,
 * so it stays small.
 *
 * @param transactions the transactions of statements
 * @param sql the statements
 */
public record NotificationRows(Transactions transactions, Sql sql) {

  private static final String SELECT =
      "SELECT stream_id, kind, due_at, attempts, problem FROM streamcat_notification WHERE ";

  /** A condition that leaves out the notifications that only a newer release can deliver. */
  private static final String IS_KNOWN =
      Stream.of(Notification.values())
          .map(kind -> "'" + kind.name() + "'")
          .collect(Collectors.joining(", ", " AND kind IN (", ")"));

  private static final String UPDATE =
      "UPDATE streamcat_notification SET due_at = ?, attempts = ?, problem = ? WHERE stream_id = ?"
          + " AND kind = ? AND due_at ";

  /** The order in which rows are locked. */
  private static final Comparator<PendingNotification> BY_KEY =
      Comparator.comparing(PendingNotification::streamId)
          .thenComparing(pending -> pending.notification().name());

  /**
   * A row without its broadcast.
   *
   * @param streamId the stream id of the broadcast
   * @param kind the kind of the notification
   * @param dueAt the time from which a server may claim it, or null if it is dead
   * @param attempts the number of failed deliveries
   * @param problem the last failure
   */
  public record Stored(
      String streamId,
      Notification kind,
      @Nullable Instant dueAt,
      int attempts,
      @Nullable String problem) {

    static Stored read(Row row) throws SQLException {
      return new Stored(
          row.text("stream_id"),
          Notification.valueOf(row.text("kind")),
          row.nullableInstant("due_at"),
          Math.toIntExact(row.number("attempts")),
          row.nullableText("problem"));
    }

    public PendingNotification of(Broadcast broadcast) {
      return new PendingNotification(broadcast, kind, dueAt, attempts, problem);
    }
  }

  /**
   * Inserts the triggered notifications in the transaction that changes their broadcasts, and finds
   * those that wait for earlier ones.
   */
  static void insert(Connection connection, Sql sql, List<FactMerge> merges) throws SQLException {
    List<PendingNotification> all =
        merges.stream().flatMap(merge -> merge.triggered().stream()).sorted(BY_KEY).toList();
    if (all.isEmpty()) {
      return;
    }
    sql.batch(
        connection,
        "INSERT INTO streamcat_notification (stream_id, kind, due_at, attempts) VALUES (?, ?, ?, 0)",
        all.stream()
            .map(
                pending ->
                    Arrays.<@Nullable Object>asList(
                        pending.streamId(), pending.notification().name(), pending.dueAt()))
            .toList());
    for (FactMerge merge : merges) {
      findWaiting(connection, sql, merge);
    }
  }

  private static void findWaiting(Connection connection, Sql sql, FactMerge merge)
      throws SQLException {
    merge.waiting().clear();
    List<PendingNotification> own = merge.triggered();
    List<PendingNotification> later =
        own.stream()
            // No notification comes before the first one.
            .filter(pending -> pending.notification() != Notification.WENT_LIVE)
            .filter(pending -> own.stream().noneMatch(pending::waitsFor))
            .toList();
    if (later.isEmpty()) {
      return;
    }
    List<Stored> stored =
        ofBroadcasts(
            connection, sql, later.stream().map(PendingNotification::streamId).distinct().toList());
    later.stream()
        .filter(
            pending ->
                stored.stream()
                    .filter(row -> row.streamId().equals(pending.streamId()))
                    .anyMatch(row -> pending.waitsFor(row.of(pending.broadcast()))))
        .forEach(merge.waiting()::add);
  }

  private static List<Stored> ofBroadcasts(Connection connection, Sql sql, List<String> streamIds)
      throws SQLException {
    return sql.query(
        connection,
        Stored::read,
        SELECT + FactTable.oneOf("stream_id", streamIds.size()) + IS_KNOWN,
        streamIds.toArray());
  }

  /** Returns all notifications of broadcasts. */
  public List<Stored> ofBroadcasts(List<String> streamIds) {
    return streamIds.isEmpty()
        ? List.of()
        : transactions.single("read notifications", c -> ofBroadcasts(c, sql, streamIds));
  }

  /** Returns the stream ids of notifications that are due, the longest due first. */
  public List<String> due(Instant now, int limit) {
    List<String> streamIds =
        transactions.single(
            "read due notifications",
            c ->
                sql.query(
                    c,
                    row -> row.text("stream_id"),
                    "SELECT stream_id FROM streamcat_notification WHERE due_at <= ?"
                        + IS_KNOWN
                        + " ORDER BY due_at, stream_id, kind LIMIT ?",
                    now,
                    limit));
    return streamIds.stream().distinct().toList();
  }

  /** Replaces the rows whose time is unchanged, and returns those that were replaced. */
  public Set<PendingNotification> replace(Map<PendingNotification, PendingNotification> changes) {
    if (changes.isEmpty()) {
      return Set.of();
    }
    try {
      return replaceOnce(changes);
    } catch (Sql.UncountedBatch e) {
      return replaceOnce(changes);
    }
  }

  private Set<PendingNotification> replaceOnce(
      Map<PendingNotification, PendingNotification> changes) {
    return transactions.together(
        "update notifications",
        c -> {
          List<PendingNotification> replaced = new ArrayList<>();
          for (boolean isDead : List.of(false, true)) {
            replaced.addAll(replace(c, changes, isDead));
          }
          return Set.copyOf(replaced);
        });
  }

  private List<PendingNotification> replace(
      Connection connection, Map<PendingNotification, PendingNotification> changes, boolean isDead)
      throws SQLException {
    List<Map.Entry<PendingNotification, PendingNotification>> known =
        changes.entrySet().stream()
            .filter(change -> change.getKey().isDead() == isDead)
            .sorted(Map.Entry.comparingByKey(BY_KEY))
            .toList();
    int[] counts =
        sql.updates(
            connection,
            UPDATE + (isDead ? "IS NULL" : "= ?"),
            known.stream().map(change -> values(change.getKey(), change.getValue())).toList());
    return IntStream.range(0, counts.length)
        .filter(i -> counts[i] == 1)
        .mapToObj(i -> known.get(i).getKey())
        .toList();
  }

  private static List<@Nullable Object> values(
      PendingNotification before, PendingNotification after) {
    List<@Nullable Object> values =
        new ArrayList<>(
            Arrays.<@Nullable Object>asList(
                after.dueAt(),
                after.attempts(),
                after.problem(),
                before.streamId(),
                before.notification().name()));
    if (!before.isDead()) {
      values.add(before.dueAt());
    }
    return values;
  }

  public void delete(Collection<PendingNotification> notifications) {
    if (notifications.isEmpty()) {
      return;
    }
    List<List<@Nullable Object>> keys =
        notifications.stream()
            .sorted(BY_KEY)
            .map(
                pending ->
                    Arrays.<@Nullable Object>asList(
                        pending.streamId(), pending.notification().name()))
            .toList();
    Transactions.Work<int[]> work =
        c ->
            sql.batch(
                c, "DELETE FROM streamcat_notification WHERE stream_id = ? AND kind = ?", keys);
    if (keys.size() == 1) {
      transactions.single("delete a notification", work);
    } else {
      transactions.together("delete notifications", work);
    }
  }

  /** Returns dead notifications, ordered by stream id and kind. */
  public List<Stored> dead(@Nullable PendingNotification after, int limit) {
    String order = " ORDER BY due_at, stream_id, kind LIMIT ?";
    String cursor = after == null ? "" : Lookups.cursor(after.streamId());
    String kind = after == null ? "" : after.notification().name();
    return transactions.single(
        "read dead notifications",
        c ->
            sql.query(
                c,
                Stored::read,
                SELECT
                    + "due_at IS NULL AND stream_id >= ? AND (stream_id > ? OR kind > ?)"
                    + IS_KNOWN
                    + order,
                cursor,
                cursor,
                kind,
                limit));
  }

  public long countDead() {
    return transactions
        .single(
            "count dead notifications",
            c ->
                sql.query(
                    c,
                    row -> row.number("dead"),
                    "SELECT COUNT(*) AS dead FROM streamcat_notification WHERE due_at IS NULL"))
        .get(0);
  }
}
