package io.streamcat.broadcast;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayDeque;
import java.util.Collection;
import java.util.Deque;
import java.util.EnumSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
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

  private static final Duration EXTEND_BEFORE = Broadcasts.NOTIFICATION_LEASE.dividedBy(2);

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
   * The lease is extended while the listener is slow.
   */
  int deliver(Collection<StoredBroadcast> broadcasts, Instant notifyAt) {
    int delivered = 0;
    Map<String, Set<Notification>> unrecorded = new LinkedHashMap<>();
    Instant recordedAt = clock.instant();
    Instant leasedUntil = notifyAt;
    Deque<StoredBroadcast> left =
        broadcasts.stream()
            .filter(stored -> stored.notifications().containsValue(notifyAt))
            .collect(Collectors.toCollection(ArrayDeque::new));
    while (!left.isEmpty()) {
      StoredBroadcast stored = left.remove();
      Set<Notification> taken = deliver(stored, leasedUntil);
      if (!taken.isEmpty()) {
        unrecorded.put(stored.broadcast().streamId(), taken);
        delivered += taken.size();
      }
      Instant now = clock.instant();
      if (now.isAfter(recordedAt.plus(RECORD_AFTER))) {
        markDelivered(unrecorded);
        recordedAt = now;
      }
      if (!left.isEmpty() && now.isAfter(leasedUntil.minus(EXTEND_BEFORE))) {
        Instant until = lease();
        left = new ArrayDeque<>(repository.extendClaims(ids(left), leasedUntil, until));
        leasedUntil = until;
      }
    }
    markDelivered(unrecorded);
    return delivered;
  }

  private static List<String> ids(Collection<StoredBroadcast> broadcasts) {
    return broadcasts.stream().map(stored -> stored.broadcast().streamId()).toList();
  }

  private void markDelivered(Map<String, Set<Notification>> unrecorded) {
    if (!unrecorded.isEmpty()) {
      repository.markDelivered(Map.copyOf(unrecorded));
      unrecorded.clear();
    }
  }

  /**
   * Delivers in order: a notification waits until the earlier ones of its broadcast are accepted.
   */
  private Set<Notification> deliver(StoredBroadcast stored, Instant leasedUntil) {
    Set<Notification> taken = EnumSet.noneOf(Notification.class);
    for (Map.Entry<Notification, Instant> pending : stored.notifications().entrySet()) {
      if (!pending.getValue().equals(leasedUntil)
          || !deliver(pending.getKey(), stored.broadcast())) {
        break;
      }
      taken.add(pending.getKey());
    }
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

  /** Claims and delivers pending notifications. Pages are small, so that servers share the work. */
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
