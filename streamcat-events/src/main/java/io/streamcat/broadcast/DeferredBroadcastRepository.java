package io.streamcat.broadcast;

import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** A repository that gets its delegate on each call. */
record DeferredBroadcastRepository(Supplier<BroadcastRepository> repository)
    implements BroadcastRepository {

  @Override
  public boolean isTransactionActive() {
    return repository.get().isTransactionActive();
  }

  @Override
  public Changes merge(
      Collection<Broadcast> broadcasts,
      Collection<Publication> publications,
      @Nullable Instant notifyAt) {
    return repository.get().merge(broadcasts, publications, notifyAt);
  }

  @Override
  public Optional<Broadcast> find(String streamId) {
    return repository.get().find(streamId);
  }

  @Override
  public List<Broadcast> ofChannel(String channelArn, @Nullable Broadcast before, int limit) {
    return repository.get().ofChannel(channelArn, before, limit);
  }

  @Override
  public List<Broadcast> inState(
      Collection<BroadcastState> states, @Nullable String after, int limit) {
    return repository.get().inState(states, after, limit);
  }

  @Override
  public List<Publication> publishing(String stageArn) {
    return repository.get().publishing(stageArn);
  }

  @Override
  public List<Publication> undecided(Instant since, @Nullable Publication after, int limit) {
    return repository.get().undecided(since, after, limit);
  }

  @Override
  public int forget(Instant before, int limit) {
    return repository.get().forget(before, limit);
  }

  @Override
  public boolean claimRepair(String streamId, Instant now, Instant expired) {
    return repository.get().claimRepair(streamId, now, expired);
  }

  @Override
  public List<PendingNotification> claimNotifications(Instant now, Instant until, int limit) {
    return repository.get().claimNotifications(now, until, limit);
  }

  @Override
  public List<PendingNotification> replace(Map<PendingNotification, PendingNotification> changes) {
    return repository.get().replace(changes);
  }

  @Override
  public void markDelivered(Collection<PendingNotification> notifications) {
    repository.get().markDelivered(notifications);
  }

  @Override
  public List<PendingNotification> deadNotifications(
      @Nullable PendingNotification after, int limit) {
    return repository.get().deadNotifications(after, limit);
  }

  @Override
  public long countDeadNotifications() {
    return repository.get().countDeadNotifications();
  }
}
