package io.streamcat.broadcast;

import io.streamcat.broadcast.BroadcastRepository.Changes;
import io.streamcat.event.IvsEvent;
import io.streamcat.exception.Check;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

final class DefaultBroadcasts implements Broadcasts {

  /** More broadcasts than an encoder leaves unfinished before it goes live. */
  private static final int RECENT = 10;

  /** The number of rows of each table that a single statement deletes. */
  private static final int FORGOTTEN_AT_ONCE = 1000;

  private static final int PAGE = 100;

  private final BroadcastRepository repository;
  private final SessionSource sessions;

  /**
   * The delivery of notifications; null without a listener, so that no notification is recorded.
   */
  private final @Nullable NotificationDelivery notifications;

  private final Clock clock;

  DefaultBroadcasts(
      BroadcastRepository repository,
      SessionSource sessions,
      @Nullable BroadcastListener listener,
      Clock clock) {
    this.repository = repository;
    this.sessions = sessions;
    this.notifications =
        listener == null ? null : new NotificationDelivery(repository, listener, clock);
    this.clock = clock;
  }

  @Override
  public int acceptAll(Collection<? extends IvsEvent> events) {
    BroadcastUpdates updates = BroadcastUpdates.of(events, clock.instant());
    return updates.isEmpty() ? 0 : merge(updates.broadcasts(), updates.publications());
  }

  private int merge(List<Broadcast> broadcasts, List<Publication> publications) {
    if (notifications == null) {
      return repository.merge(broadcasts, publications, null).count();
    }
    Instant notifyAt = notifications.notifyAt();
    Changes changes = repository.merge(broadcasts, publications, notifyAt);
    if (!repository.isTransactionActive()) {
      notifications.deliver(changes.notifications(), notifyAt);
    }
    return changes.count();
  }

  @Override
  public Optional<Broadcast> find(String streamId) {
    return repository.find(streamId);
  }

  @Override
  public Optional<Broadcast> live(String channelArn) {
    return repository.ofChannel(channelArn, null, RECENT).stream()
        .filter(Broadcast::isLive)
        .findFirst();
  }

  @Override
  public List<Broadcast> live() {
    List<Broadcast> live = new ArrayList<>();
    Pages.forEach(repository, Set.of(BroadcastState.LIVE), live::add);
    return List.copyOf(live);
  }

  @Override
  public List<Broadcast> ofChannel(String channelArn, @Nullable Broadcast before, int limit) {
    return repository.ofChannel(channelArn, before, limit);
  }

  @Override
  public List<Publication> publishing(String stageArn) {
    return repository.publishing(stageArn);
  }

  @Override
  public RepairReport repair() {
    return newRepair().all();
  }

  @Override
  public RepairReport repair(String channelArn) {
    return newRepair().channel(channelArn);
  }

  @Override
  public int deliverNotifications() {
    return notifications == null ? 0 : notifications.deliverPending();
  }

  @Override
  public int forget(Duration olderThan) {
    Check.that(
        olderThan.compareTo(MIN_RETENTION) >= 0,
        "olderThan",
        "at least " + MIN_RETENTION.toDays() + " days",
        "is " + olderThan);
    Instant now = clock.instant();
    Duration age = Duration.between(Instant.EPOCH, now);
    Instant before = now.minus(olderThan.compareTo(age) < 0 ? olderThan : age);
    int sum = 0;
    int deleted;
    do {
      deleted = repository.forget(before, FORGOTTEN_AT_ONCE);
      sum += deleted;
    } while (deleted > 0 && !Thread.currentThread().isInterrupted());
    return sum;
  }

  @Override
  public List<PendingNotification> deadNotifications(
      @Nullable PendingNotification after, int limit) {
    return repository.deadNotifications(after, limit);
  }

  @Override
  public long countDeadNotifications() {
    return repository.countDeadNotifications();
  }

  @Override
  public boolean redeliver(String streamId, Notification notification) {
    return repository
            .find(streamId)
            .map(broadcast -> new PendingNotification(broadcast, notification, null, 0, null))
            .map(dead -> redeliver(List.of(dead)))
            .orElse(0)
        > 0;
  }

  private int redeliver(List<PendingNotification> dead) {
    Instant now = clock.instant();
    return repository
        .replace(
            dead.stream().collect(Collectors.toMap(Function.identity(), d -> d.redelivered(now))))
        .size();
  }

  @Override
  public int redeliverAll() {
    int redelivered = 0;
    @Nullable PendingNotification after = null;
    List<PendingNotification> page;
    do {
      // A page may be short because broadcasts were forgotten meanwhile.
      page = repository.deadNotifications(after, PAGE);
      redelivered += redeliver(page);
      after = page.isEmpty() ? after : page.get(page.size() - 1);
    } while (!page.isEmpty());
    return redelivered;
  }

  private BroadcastRepair newRepair() {
    return new BroadcastRepair(
        repository,
        sessions,
        clock,
        (broadcasts, publications) -> merge(broadcasts, publications) > 0);
  }
}
