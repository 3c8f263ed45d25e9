package io.streamcat.broadcast;

import java.time.Instant;
import java.util.Collections;
import java.util.EnumMap;
import java.util.Map;
import java.util.Set;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * A broadcast with what somebody is still to be told of it; what a {@link BroadcastRepository}
 * keeps.
 *
 * @param broadcast what is known
 * @param notifications what is to be told, and when; if a server is about to tell it, the time by
 *     which it will have done so. Unmodifiable
 */
public record StoredBroadcast(Broadcast broadcast, Map<Notification, Instant> notifications) {

  /**
   * Copies what needs it.
   *
   * @param broadcast what is known
   * @param notifications what is to be told, and when
   */
  public StoredBroadcast {
    notifications = Collections.unmodifiableMap(copy(notifications));
  }

  /** An enumeration map cannot copy another map that is empty. */
  private static Map<Notification, Instant> copy(Map<Notification, Instant> notifications) {
    Map<Notification, Instant> copy = new EnumMap<>(Notification.class);
    copy.putAll(notifications);
    return copy;
  }

  /**
   * Begins with a broadcast that was not known before.
   *
   * @param broadcast what is known
   * @param notifyAt the time for notifications that are due; null if there is no listener
   * @return the broadcast to store
   */
  public static StoredBroadcast first(Broadcast broadcast, @Nullable Instant notifyAt) {
    return new StoredBroadcast(broadcast, Map.of()).with(broadcast, notification -> true, notifyAt);
  }

  /**
   * Adds a fact.
   *
   * @param fact the fact
   * @param notifyAt the time for notifications that were not due before; null if there is no
   *     listener
   * @return the broadcast to store; equal to this one if everything was known
   */
  public StoredBroadcast merge(Broadcast fact, @Nullable Instant notifyAt) {
    return with(broadcast.merge(fact), notification -> !notification.isDue(broadcast), notifyAt);
  }

  private StoredBroadcast with(
      Broadcast now, Predicate<Notification> isNew, @Nullable Instant notifyAt) {
    Map<Notification, Instant> all = copy(notifications);
    if (notifyAt != null) {
      for (Notification notification : Notification.values()) {
        if (notification.isDue(now) && isNew.test(notification)) {
          all.put(notification, notifyAt);
        }
      }
    }
    return new StoredBroadcast(now, all);
  }

  /**
   * Claims the notifications that are due.
   *
   * @param now what time it is
   * @param until the time by which they will have been delivered
   * @return the broadcast to store; equal to this one if nothing is due
   */
  public StoredBroadcast claimed(Instant now, Instant until) {
    Map<Notification, Instant> all = copy(notifications);
    all.replaceAll((notification, at) -> at.isAfter(now) ? at : until);
    return new StoredBroadcast(broadcast, all);
  }

  /**
   * Records that notifications were delivered.
   *
   * @param told the delivered ones
   * @return the broadcast to store; equal to this one if none of them was pending
   */
  public StoredBroadcast delivered(Set<Notification> told) {
    Map<Notification, Instant> all = copy(notifications);
    all.keySet().removeAll(told);
    return new StoredBroadcast(broadcast, all);
  }
}
