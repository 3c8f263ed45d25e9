package io.streamcat.broadcast;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Deque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.StringJoiner;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The delivery of notifications to a listener. Results are recorded together, or after a second if
 * the listener is slow. A delivery that is not recorded is repeated after the lease.
 */
final class NotificationDelivery {

  private static final Logger log = LoggerFactory.getLogger(Broadcasts.class);
  private static final int PAGE = 20;

  /**
   * The time after which deliveries to a slow listener are recorded, so that a crash repeats few of
   * them.
   */
  private static final Duration RECORD_AFTER = Duration.ofSeconds(1);

  /** The time that a single call of the listener may take; each begins with as much lease. */
  private static final Duration CALL_TIME = Duration.ofMinutes(1);

  private static final Duration FIRST_PAUSE = Duration.ofMinutes(1);
  private static final Duration LONGEST_PAUSE = Duration.ofHours(1);

  /** The most causes that a problem names. */
  private static final int CAUSES = 5;

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

  /** The results that are not recorded yet. */
  private record Results(
      List<PendingNotification> delivered, Map<PendingNotification, PendingNotification> failed) {

    Results() {
      this(new ArrayList<>(), new HashMap<>());
    }

    void record(BroadcastRepository repository) {
      if (!delivered.isEmpty()) {
        repository.markDelivered(List.copyOf(delivered));
        delivered.clear();
      }
      if (!failed.isEmpty()) {
        repository.replace(Map.copyOf(failed));
        failed.clear();
      }
    }
  }

  /**
   * Delivers notifications that this server has claimed, and returns the number that the listener
   * accepted. After a failure, the later notifications of the same broadcast wait, unless the
   * failed one is dead. The lease is extended while the listener is slow. An interrupt ends the
   * delivery after the current call.
   *
   * @param claimed the notifications, those of a broadcast in the order of their delivery
   */
  int deliver(List<PendingNotification> claimed, Instant until) {
    int accepted = 0;
    Results results = new Results();
    Set<String> held = new HashSet<>();
    Instant recordedAt = clock.instant();
    Instant leasedUntil = until;
    Deque<PendingNotification> left = new ArrayDeque<>(claimed);
    while (!left.isEmpty() && !Thread.currentThread().isInterrupted()) {
      Instant now = clock.instant();
      boolean isExtended = now.isAfter(leasedUntil.minus(CALL_TIME));
      if (isExtended || now.isAfter(recordedAt.plus(RECORD_AFTER))) {
        // Before an extension, because results have no part in it.
        results.record(repository);
        recordedAt = now;
      }
      if (isExtended) {
        leasedUntil = lease();
        left = new ArrayDeque<>(extended(left, leasedUntil));
        continue;
      }
      PendingNotification pending = left.remove();
      if (held.contains(pending.streamId())) {
        continue;
      }
      PendingNotification failed = failureOf(pending);
      if (failed == null) {
        results.delivered().add(pending);
        accepted++;
      } else {
        results.failed().put(pending, failed);
        if (!failed.isDead()) {
          held.add(pending.streamId());
        }
      }
    }
    results.record(repository);
    return accepted;
  }

  /** Extends the lease, and returns the notifications that no other server has claimed. */
  private List<PendingNotification> extended(Collection<PendingNotification> left, Instant until) {
    return repository.replace(
        left.stream()
            .collect(Collectors.toMap(Function.identity(), pending -> pending.dueAt(until))));
  }

  /**
   * Delivers a notification. If the listener fails, returns the notification to store; otherwise,
   * returns null.
   */
  private @Nullable PendingNotification failureOf(PendingNotification pending) {
    try {
      pending.notification().deliver(listener, pending.broadcast());
      return null;
    } catch (Throwable e) {
      // Includes Errors: the other notifications must still be delivered.
      int attempts = pending.attempts() + 1;
      boolean isLast = attempts >= Broadcasts.NOTIFICATION_ATTEMPTS;
      PendingNotification failed =
          pending.failed(isLast ? null : clock.instant().plus(pause(attempts)), describe(e));
      if (isLast) {
        log.error(
            "The listener failed too often; the notification is not delivered again unless"
                + " Broadcasts.redeliver is called notification={} streamId={} attempts={}",
            pending.notification(),
            pending.streamId(),
            attempts,
            e);
      } else {
        log.warn(
            "The listener failed; the notification is delivered again notification={} streamId={}"
                + " attempts={} nextAttempt={}",
            pending.notification(),
            pending.streamId(),
            attempts,
            failed.dueAt(),
            e);
      }
      return failed;
    }
  }

  /** Returns the pause after a number of failures: a minute, and twice as long each time. */
  private static Duration pause(int failures) {
    Duration pause = FIRST_PAUSE.multipliedBy(1L << Math.min(failures - 1, 10));
    return pause.compareTo(LONGEST_PAUSE) < 0 ? pause : LONGEST_PAUSE;
  }

  /** Returns the types of a failure and of its causes, and the place, without any message. */
  private static String describe(Throwable failure) {
    StringJoiner types = new StringJoiner(" caused by ");
    Throwable root = failure;
    Throwable cause = failure;
    for (int i = 0; i < CAUSES && cause != null; i++) {
      types.add(cause.getClass().getName());
      root = cause;
      cause = cause.getCause();
    }
    StackTraceElement[] frames = root.getStackTrace();
    return frames.length == 0 ? types.toString() : types + " at " + frames[0];
  }

  /**
   * Claims and delivers pending notifications until none is due or the thread is interrupted. Pages
   * are small, so that servers share the work.
   */
  int deliverPending() {
    int delivered = 0;
    boolean isDone = false;
    while (!isDone && !Thread.currentThread().isInterrupted()) {
      Instant until = lease();
      List<PendingNotification> claimed =
          repository.claimNotifications(clock.instant(), until, PAGE);
      delivered += deliver(claimed, until);
      isDone = claimed.isEmpty();
    }
    return delivered;
  }
}
