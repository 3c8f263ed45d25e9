package io.streamcat.broadcast;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Collection;
import java.util.EnumSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The delivery of notifications to a listener. Deliveries are recorded together, or after a second
 * if the listener is slow. A delivery that is not recorded is repeated after the lease.
 */
final class NotificationDelivery {

  private static final Logger log = LoggerFactory.getLogger(Broadcasts.class);
  private static final int PAGE = 20;

  /**
   * The time after which deliveries to a slow listener are recorded, so that a crash repeats few of
   * them.
   */
  private static final Duration RECORD_AFTER = Duration.ofSeconds(1);

  private final BroadcastRepository repository;
  private final BroadcastListener listener;
  private final Clock clock;

  NotificationDelivery(BroadcastRepository repository, BroadcastListener listener, Clock clock) {
    this.repository = repository;
    this.listener = listener;
    this.clock = clock;
  }

  /**
   * Returns the time to store with new notifications: the end of this server's lease, or now if the
   * change may still be rolled back.
   */
  Instant notifyAt() {
    return repository.isTransactionActive() ? clock.instant() : lease();
  }

  /** Returns the end of a lease that begins now, cut to microseconds as stores do. */
  private Instant lease() {
    return clock.instant().plus(Broadcasts.NOTIFICATION_LEASE).truncatedTo(ChronoUnit.MICROS);
  }

  /**
   * Delivers the notifications of this server and returns the number that the listener accepted.
   */
  int deliver(Collection<StoredBroadcast> broadcasts, Instant notifyAt) {
    int delivered = 0;
    Map<String, Set<Notification>> unrecorded = new LinkedHashMap<>();
    Instant recordedAt = clock.instant();
    for (StoredBroadcast stored : broadcasts) {
      Set<Notification> taken = deliver(stored, notifyAt);
      if (!taken.isEmpty()) {
        unrecorded.put(stored.broadcast().streamId(), taken);
        delivered += taken.size();
      }
      if (clock.instant().isAfter(recordedAt.plus(RECORD_AFTER))) {
        markDelivered(unrecorded);
        recordedAt = clock.instant();
      }
    }
    markDelivered(unrecorded);
    return delivered;
  }

  private void markDelivered(Map<String, Set<Notification>> unrecorded) {
    if (!unrecorded.isEmpty()) {
      repository.markDelivered(Map.copyOf(unrecorded));
      unrecorded.clear();
    }
  }

  private Set<Notification> deliver(StoredBroadcast stored, Instant notifyAt) {
    Set<Notification> taken = EnumSet.noneOf(Notification.class);
    stored
        .notifications()
        .forEach(
            (notification, at) -> {
              if (at.equals(notifyAt) && deliver(notification, stored.broadcast())) {
                taken.add(notification);
              }
            });
    return taken;
  }

  private boolean deliver(Notification notification, Broadcast broadcast) {
    try {
      notification.deliver(listener, broadcast);
    } catch (Throwable e) {
      // Includes Errors: the other notifications must still be delivered.
      log.warn(
          "The listener failed; the notification is delivered again after the lease notification={}"
              + " streamId={}",
          notification,
          broadcast.streamId(),
          e);
      return false;
    }
    return true;
  }

  /** Claims and delivers pending notifications. Pages are small, so that the lease suffices. */
  int deliverPending() {
    int delivered = 0;
    Instant now = clock.instant();
    List<StoredBroadcast> claimed;
    do {
      Instant notifyAt = lease();
      claimed = repository.claimNotifications(now, notifyAt, PAGE);
      delivered += deliver(claimed, notifyAt);
    } while (claimed.size() == PAGE);
    return delivered;
  }
}
