package io.streamcat.broadcast;

import java.time.Instant;
import java.util.Collections;
import java.util.EnumMap;
import java.util.Map;
import java.util.Set;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * A broadcast with its pending notifications, as a {@link BroadcastRepository} stores it.
 *
 * @param broadcast the broadcast
 * @param notifications the pending notifications with the time from which a server may claim them:
 *     for a claimed notification, the end of the claim. Unmodifiable
 */
public record StoredBroadcast(Broadcast broadcast, Map<Notification, Instant> notifications) {

  /**
   * Copies what needs it.
   *
   * @param broadcast the broadcast
   * @param notifications the pending notifications
   */
  public StoredBroadcast {
    notifications = Collections.unmodifiableMap(copy(notifications));
  }

  /** Copies the map entry by entry, because {@code EnumMap} cannot copy another empty map. */
  private static Map<Notification, Instant> copy(Map<Notification, Instant> notifications) {
    Map<Notification, Instant> copy = new EnumMap<>(Notification.class);
    copy.putAll(notifications);
    return copy;
  }

  /**
   * Creates the record of a new broadcast.
   *
   * @param broadcast the broadcast
   * @param notifyAt the time for the notifications that the broadcast triggers; null if there is no
   *     listener
   * @return the broadcast to store
   */
  public static StoredBroadcast first(Broadcast broadcast, @Nullable Instant notifyAt) {
    return new StoredBroadcast(broadcast, Map.of()).with(broadcast, notification -> true, notifyAt);
  }

  /**
   * Merges an update.
   *
   * @param update the update
   * @param notifyAt the time for the notifications that the update triggers; null if there is no
   *     listener
   * @return the broadcast to store; equal to this one if the update contains no news
   */
  public StoredBroadcast merge(Broadcast update, @Nullable Instant notifyAt) {
    return with(
        broadcast.merge(update), notification -> !notification.isTriggeredBy(broadcast), notifyAt);
  }

  private StoredBroadcast with(
      Broadcast now, Predicate<Notification> isNew, @Nullable Instant notifyAt) {
    Map<Notification, Instant> all = copy(notifications);
    if (notifyAt != null) {
      for (Notification notification : Notification.values()) {
        if (notification.isTriggeredBy(now)
            && isNew.test(notification)
            && !(notification == Notification.WENT_LIVE && isLongOver(now, notifyAt))) {
          all.put(notification, notifyAt);
        }
      }
    }
    return new StoredBroadcast(now, all);
  }

  /** Returns whether a broadcast ended so long ago that it may have been forgotten since. */
  private static boolean isLongOver(Broadcast broadcast, Instant now) {
    return broadcast.endedAt() != null
        && broadcast.endedAt().isBefore(now.minus(Broadcasts.MIN_RETENTION));
  }

  /**
   * Claims the pending notifications.
   *
   * @param now the current time
   * @param until the time at which the claim expires
   * @return the broadcast to store; equal to this one if no notification can be claimed
   */
  public StoredBroadcast claimed(Instant now, Instant until) {
    Map<Notification, Instant> all = copy(notifications);
    all.replaceAll((notification, at) -> at.isAfter(now) ? at : until);
    return new StoredBroadcast(broadcast, all);
  }

  /**
   * Extends a claim.
   *
   * @param claimedUntil the time at which the claim expires so far
   * @param until the time at which the claim expires from now on
   * @return the broadcast to store; equal to this one if no notification has this claim
   */
  public StoredBroadcast extended(Instant claimedUntil, Instant until) {
    Map<Notification, Instant> all = copy(notifications);
    all.replaceAll((notification, at) -> at.equals(claimedUntil) ? until : at);
    return new StoredBroadcast(broadcast, all);
  }

  /**
   * Records the delivery of notifications.
   *
   * @param delivered the delivered notifications
   * @return the broadcast to store; equal to this one if none of them was pending
   */
  public StoredBroadcast delivered(Set<Notification> delivered) {
    Map<Notification, Instant> all = copy(notifications);
    all.keySet().removeAll(delivered);
    return new StoredBroadcast(broadcast, all);
  }
}
