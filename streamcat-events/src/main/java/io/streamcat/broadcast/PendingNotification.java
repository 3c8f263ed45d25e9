package io.streamcat.broadcast;

import io.streamcat.exception.Check;
import java.time.Instant;
import java.util.Collection;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * A notification that has not been delivered, as a {@link BroadcastRepository} stores it.
 *
 * @param broadcast the broadcast as known when the notification was read
 * @param notification the kind of the notification
 * @param dueAt the time from which a server may claim it, and the end of the claim if a server has
 *     claimed it; null if the notification is dead: no server tries to deliver it any more
 * @param attempts the number of failed deliveries
 * @param problem the last failure without the messages of its exceptions, which may contain
 *     secrets; at most {@value #MAX_PROBLEM} characters; null before the first failure
 */
public record PendingNotification(
    Broadcast broadcast,
    Notification notification,
    @Nullable Instant dueAt,
    int attempts,
    @Nullable String problem) {

  /** The most characters of a problem. */
  public static final int MAX_PROBLEM = 500;

  /** Checks the limits. */
  public PendingNotification {
    Check.given("broadcast", broadcast);
    Check.given("notification", notification);
    dueAt = Merges.time("dueAt", dueAt);
    Check.range("attempts", attempts, 0, Integer.MAX_VALUE);
    problem = Merges.shortened(problem, MAX_PROBLEM);
  }

  /**
   * Returns the notifications that a change of a broadcast triggers. That a broadcast went live is
   * not announced if it ended {@link Broadcasts#MIN_RETENTION} ago, because it may have been
   * forgotten since.
   *
   * @param before the broadcast before the change, or null if it is new
   * @param after the broadcast after the change
   * @param dueAt the time from which a server may claim them
   * @return the notifications, in the order of their delivery
   */
  public static List<PendingNotification> triggeredBy(
      @Nullable Broadcast before, Broadcast after, Instant dueAt) {
    return Stream.of(Notification.values())
        .filter(notification -> notification.isTriggeredBy(after))
        .filter(notification -> before == null || !notification.isTriggeredBy(before))
        .filter(notification -> notification != Notification.WENT_LIVE || !isLongOver(after, dueAt))
        .map(notification -> new PendingNotification(after, notification, dueAt, 0, null))
        .toList();
  }

  private static boolean isLongOver(Broadcast broadcast, Instant now) {
    return broadcast.endedAt() != null
        && broadcast.endedAt().isBefore(now.minus(Broadcasts.MIN_RETENTION));
  }

  /**
   * Returns the changes that claim the due notifications of a broadcast which wait for no earlier
   * one.
   *
   * @param ofBroadcast all notifications of one broadcast
   * @param now the current time
   * @param until the time at which the claim expires
   * @return the notifications in the order of their delivery, each with its replacement
   */
  public static Map<PendingNotification, PendingNotification> claims(
      Collection<PendingNotification> ofBroadcast, Instant now, Instant until) {
    Map<PendingNotification, PendingNotification> changes = new LinkedHashMap<>();
    inOrder(ofBroadcast).stream()
        .takeWhile(pending -> pending.isDue(now))
        .forEach(pending -> changes.put(pending, pending.dueAt(until)));
    return changes;
  }

  /**
   * Returns the changes by which due notifications of a broadcast become due with the earlier one
   * for which they wait.
   *
   * @param ofBroadcast all notifications of one broadcast
   * @param now the current time
   * @return the notifications, each with its replacement
   */
  public static Map<PendingNotification, PendingNotification> delays(
      Collection<PendingNotification> ofBroadcast, Instant now) {
    Map<PendingNotification, PendingNotification> changes = new LinkedHashMap<>();
    List<PendingNotification> waiting =
        inOrder(ofBroadcast).stream().dropWhile(pending -> pending.isDue(now)).toList();
    waiting.stream()
        .filter(pending -> pending.isDue(now))
        .forEach(
            pending ->
                changes.put(
                    pending, pending.dueAt(Objects.requireNonNull(waiting.get(0).dueAt()))));
    return changes;
  }

  private boolean isDue(Instant now) {
    return dueAt != null && !dueAt.isAfter(now);
  }

  private static List<PendingNotification> inOrder(Collection<PendingNotification> notifications) {
    return notifications.stream()
        .filter(pending -> !pending.isDead())
        .sorted(Comparator.comparing(PendingNotification::notification))
        .toList();
  }

  /**
   * Returns the stream id of the broadcast.
   *
   * @return AWS's id of the broadcast
   */
  public String streamId() {
    return broadcast.streamId();
  }

  /**
   * Returns whether the notification is dead.
   *
   * @return true if no server tries to deliver it until {@link Broadcasts#redeliver}
   */
  public boolean isDead() {
    return dueAt == null;
  }

  /**
   * Returns whether this notification must be delivered after another one.
   *
   * @param other another notification
   * @return true if the other one is pending, earlier in order, and of the same broadcast
   */
  public boolean waitsFor(PendingNotification other) {
    return streamId().equals(other.streamId())
        && !other.isDead()
        && other.notification.compareTo(notification) < 0;
  }

  /**
   * Returns the notification with another time.
   *
   * @param time the time from which a server may claim it
   * @return the notification to store
   */
  public PendingNotification dueAt(Instant time) {
    return new PendingNotification(broadcast, notification, time, attempts, problem);
  }

  /**
   * Returns the notification with another state of its broadcast.
   *
   * @param known the broadcast as known now
   * @return the notification
   */
  public PendingNotification with(Broadcast known) {
    return new PendingNotification(known, notification, dueAt, attempts, problem);
  }

  /**
   * Returns the notification after a further failed delivery.
   *
   * @param next the time of the next attempt, or null if there is none
   * @param failure the failure, without secrets
   * @return the notification to store
   */
  public PendingNotification failed(@Nullable Instant next, String failure) {
    return new PendingNotification(broadcast, notification, next, attempts + 1, failure);
  }

  /**
   * Returns the notification without failures, for another series of attempts.
   *
   * @param time the time of the first attempt
   * @return the notification to store
   */
  public PendingNotification redelivered(Instant time) {
    return new PendingNotification(broadcast, notification, time, 0, null);
  }
}
