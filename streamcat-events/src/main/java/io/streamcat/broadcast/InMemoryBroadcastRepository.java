package io.streamcat.broadcast;

import java.time.Instant;
import java.util.Collection;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Predicate;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** A repository in maps. Every method holds the single lock, so each is atomic. */
final class InMemoryBroadcastRepository implements BroadcastRepository {

  private static final Comparator<Publication> BY_END =
      Comparator.comparing(Publication::endedAt).thenComparing(Publication::key);

  private final Map<String, StoredBroadcast> broadcasts = new TreeMap<>();
  private final Map<String, Publication> publications = new TreeMap<>();

  @Override
  public synchronized Changes merge(
      Collection<Broadcast> updates, Collection<Publication> others, @Nullable Instant notifyAt) {
    Map<String, StoredBroadcast> changed = new LinkedHashMap<>();
    for (Broadcast update : updates) {
      StoredBroadcast before = broadcasts.get(update.streamId());
      StoredBroadcast after =
          before == null ? StoredBroadcast.first(update, notifyAt) : before.merge(update, notifyAt);
      if (!after.equals(before)) {
        broadcasts.put(update.streamId(), after);
        changed.put(update.streamId(), after);
      }
    }
    Map<String, Publication> changedToo = new LinkedHashMap<>();
    for (Publication update : others) {
      Publication before = publications.get(update.key());
      Publication after = before == null ? update : before.merge(update);
      if (!after.equals(before)) {
        publications.put(update.key(), after);
        changedToo.put(update.key(), after);
      }
    }
    return new Changes(List.copyOf(changed.values()), List.copyOf(changedToo.values()));
  }

  @Override
  public synchronized Optional<Broadcast> find(String streamId) {
    return Optional.ofNullable(broadcasts.get(streamId)).map(StoredBroadcast::broadcast);
  }

  @Override
  public synchronized List<Broadcast> ofChannel(
      String channelArn, @Nullable Broadcast before, int limit) {
    Comparator<Broadcast> latestFirst =
        Comparator.comparing(Broadcast::beganAt).thenComparing(Broadcast::streamId).reversed();
    return all()
        .filter(broadcast -> broadcast.channelArn().equals(channelArn))
        .filter(broadcast -> before == null || latestFirst.compare(broadcast, before) > 0)
        .sorted(latestFirst)
        .limit(limit)
        .toList();
  }

  @Override
  public synchronized List<Broadcast> inState(
      Collection<BroadcastState> states, @Nullable String after, int limit) {
    return all()
        .filter(broadcast -> states.contains(broadcast.state()))
        .filter(broadcast -> after == null || broadcast.streamId().compareTo(after) > 0)
        .limit(limit)
        .toList();
  }

  private Stream<Broadcast> all() {
    return broadcasts.values().stream().map(StoredBroadcast::broadcast);
  }

  @Override
  public synchronized List<Publication> publishing(String stageArn) {
    return publications.values().stream()
        .filter(publication -> publication.stageArn().equals(stageArn))
        .filter(publication -> publication.state() == PublicationState.PUBLISHING)
        .toList();
  }

  @Override
  public synchronized List<Publication> undecided(
      Instant since, @Nullable Publication after, int limit) {
    return publications.values().stream()
        .filter(publication -> isUndecided(publication, since))
        .filter(publication -> after == null || BY_END.compare(publication, after) > 0)
        .sorted(BY_END)
        .limit(limit)
        .toList();
  }

  private static boolean isUndecided(Publication publication, Instant since) {
    Instant at = publication.undecidedAt();
    return at != null && !at.isBefore(since);
  }

  @Override
  public synchronized int forget(Instant before, int limit) {
    return delete(
            broadcasts,
            stored ->
                stored.broadcast().endedAt() != null
                    && stored.broadcast().endedAt().isBefore(before),
            limit)
        + delete(publications, publication -> publication.seenAt().isBefore(before), limit);
  }

  private static <T> int delete(Map<String, T> rows, Predicate<T> isOld, int limit) {
    List<String> old =
        rows.entrySet().stream()
            .filter(row -> isOld.test(row.getValue()))
            .limit(limit)
            .map(Map.Entry::getKey)
            .toList();
    old.forEach(rows::remove);
    return old.size();
  }

  @Override
  public synchronized List<StoredBroadcast> claimNotifications(
      Instant now, Instant until, int limit) {
    List<StoredBroadcast> claimed =
        broadcasts.values().stream()
            .filter(stored -> !stored.claimed(now, until).equals(stored))
            .limit(limit)
            .map(stored -> stored.claimed(now, until))
            .toList();
    claimed.forEach(stored -> broadcasts.put(stored.broadcast().streamId(), stored));
    return claimed;
  }

  @Override
  public synchronized List<StoredBroadcast> extendClaims(
      Collection<String> streamIds, Instant claimedUntil, Instant until) {
    List<StoredBroadcast> extended =
        streamIds.stream()
            .map(broadcasts::get)
            .filter(stored -> stored != null && stored.notifications().containsValue(claimedUntil))
            .map(stored -> stored.extended(claimedUntil, until))
            .toList();
    extended.forEach(stored -> broadcasts.put(stored.broadcast().streamId(), stored));
    return extended;
  }

  @Override
  public synchronized void markDelivered(Map<String, Set<Notification>> notifications) {
    notifications.forEach(
        (streamId, delivered) ->
            broadcasts.computeIfPresent(streamId, (id, stored) -> stored.delivered(delivered)));
  }
}
