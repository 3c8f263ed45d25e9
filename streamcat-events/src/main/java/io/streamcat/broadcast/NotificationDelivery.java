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
 * Delivers notifications to a listener, and then records their delivery, all at once unless that
 * takes long. A delivery that is not recorded is repeated when the lease is over.
 */
final class NotificationDelivery {

  private static final Logger log = LoggerFactory.getLogger(Broadcasts.class);
  private static final int PAGE = 20;

  /** A listener that takes its time shall not have to be told again what it was told long ago. */
  private static final Duration NOTED_AFTER = Duration.ofSeconds(1);

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
   * change may still be undone.
   */
  Instant duty() {
    return repository.isTransactionActive() ? clock.instant() : lease();
  }

  /** The time a store can hold: to the microsecond. */
  private Instant lease() {
    return clock.instant().plus(Broadcasts.NOTIFICATION_LEASE).truncatedTo(ChronoUnit.MICROS);
  }

  /** Delivers the notifications of this server, and returns the number that the listener took. */
  int deliver(Collection<StoredBroadcast> broadcasts, Instant duty) {
    int delivered = 0;
    Map<String, Set<Notification>> told = new LinkedHashMap<>();
    Instant noted = clock.instant();
    for (StoredBroadcast stored : broadcasts) {
      Set<Notification> taken = tell(stored, duty);
      if (!taken.isEmpty()) {
        told.put(stored.broadcast().streamId(), taken);
        delivered += taken.size();
      }
      if (clock.instant().isAfter(noted.plus(NOTED_AFTER))) {
        note(told);
        noted = clock.instant();
      }
    }
    note(told);
    return delivered;
  }

  private void note(Map<String, Set<Notification>> told) {
    if (!told.isEmpty()) {
      repository.markDelivered(Map.copyOf(told));
      told.clear();
    }
  }

  private Set<Notification> tell(StoredBroadcast stored, Instant duty) {
    Set<Notification> taken = EnumSet.noneOf(Notification.class);
    stored
        .notifications()
        .forEach(
            (notification, at) -> {
              if (at.equals(duty) && tell(notification, stored.broadcast())) {
                taken.add(notification);
              }
            });
    return taken;
  }

  private boolean tell(Notification notification, Broadcast broadcast) {
    try {
      notification.tell(listener, broadcast);
    } catch (RuntimeException e) {
      log.warn(
          "The listener failed at {} of broadcast {}; it is told again",
          notification,
          broadcast.streamId(),
          e);
      return false;
    }
    return true;
  }

  /** Claims and delivers due notifications, a few at a time, so that the lease is long enough. */
  int deliverDue() {
    int delivered = 0;
    Instant now = clock.instant();
    List<StoredBroadcast> claimed;
    do {
      Instant duty = lease();
      claimed = repository.claimNotifications(now, duty, PAGE);
      delivered += deliver(claimed, duty);
    } while (claimed.size() == PAGE);
    return delivered;
  }
}
