package io.streamcat.broadcast;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Objects;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Predicate;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** A repository in maps. Every method holds the single lock, so each is atomic. */
final class InMemoryBroadcastRepository implements BroadcastRepository {

  private static final Comparator<Publication> BY_END =
      Comparator.comparing(Publication::endedAt).thenComparing(Publication::key);

  private static final char LAST = '\uffff';

  private static final Comparator<Key> KEYS =
      Comparator.comparing(Key::streamId).thenComparing(Key::notification);

  private final Map<String, Broadcast> broadcasts = new TreeMap<>();
  private final Map<String, Publication> publications = new TreeMap<>();
  private final Map<String, Instant> repairs = new HashMap<>();
  private final NavigableMap<Key, PendingNotification> notifications = new TreeMap<>(KEYS);

  private record Key(String streamId, String notification) {

    static Key of(PendingNotification pending) {
      return new Key(pending.streamId(), pending.notification().name());
    }
  }

  @Override
  public synchronized Changes merge(
      Collection<Broadcast> updates, Collection<Publication> others, @Nullable Instant notifyAt) {
    Map<String, Broadcast> former = new HashMap<>();
    Map<String, Broadcast> changed = new LinkedHashMap<>();
    for (Broadcast update : updates) {
      String streamId = update.streamId();
      Broadcast before = broadcasts.get(streamId);
      Broadcast after = before == null ? update : before.merge(update);
      if (!after.equals(before)) {
        if (before != null && !changed.containsKey(streamId)) {
          former.put(streamId, before);
        }
        broadcasts.put(streamId, after);
        changed.put(streamId, after);
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
    return new Changes(
        List.copyOf(changed.values()),
        List.copyOf(changedToo.values()),
        notifyAt == null
            ? List.of()
            : changed.values().stream()
                .flatMap(after -> triggered(former.get(after.streamId()), after, notifyAt))
                .toList());
  }

  /** Stores the triggered notifications, and returns those that wait for no earlier one. */
  private Stream<PendingNotification> triggered(
      @Nullable Broadcast before, Broadcast after, Instant notifyAt) {
    List<PendingNotification> earlier = ofBroadcast(after.streamId());
    List<PendingNotification> added = PendingNotification.triggeredBy(before, after, notifyAt);
    added.forEach(this::put);
    return added.stream().filter(pending -> earlier.stream().noneMatch(pending::waitsFor));
  }

  private void put(PendingNotification pending) {
    notifications.put(Key.of(pending), pending);
  }

  private List<PendingNotification> ofBroadcast(String streamId) {
    return List.copyOf(
        notifications
            .subMap(new Key(streamId, ""), new Key(streamId, Character.toString(LAST)))
            .values());
  }

  @Override
  public synchronized Optional<Broadcast> find(String streamId) {
    return Optional.ofNullable(broadcasts.get(streamId));
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
    return broadcasts.values().stream();
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
    int deleted =
        delete(
                broadcasts,
                broadcast -> broadcast.endedAt() != null && broadcast.endedAt().isBefore(before),
                limit)
            + delete(publications, publication -> publication.seenAt().isBefore(before), limit);
    repairs.keySet().retainAll(broadcasts.keySet());
    notifications.keySet().removeIf(key -> !broadcasts.containsKey(key.streamId()));
    return deleted;
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
  public synchronized boolean claimRepair(String streamId, Instant now, Instant expired) {
    Instant claimed = repairs.get(streamId);
    boolean isFree =
        broadcasts.containsKey(streamId) && (claimed == null || !claimed.isAfter(expired));
    if (isFree) {
      repairs.put(streamId, now);
    }
    return isFree;
  }

  @Override
  public synchronized List<PendingNotification> claimNotifications(
      Instant now, Instant until, int limit) {
    List<PendingNotification> claimed = new ArrayList<>();
    for (String streamId : broadcasts.keySet()) {
      if (claimed.stream().map(PendingNotification::streamId).distinct().count() < limit) {
        List<PendingNotification> all = ofBroadcast(streamId);
        claimed.addAll(replace(PendingNotification.claims(all, now, until)));
        replace(PendingNotification.delays(all, now));
      }
    }
    return claimed;
  }

  @Override
  public synchronized List<PendingNotification> replace(
      Map<PendingNotification, PendingNotification> changes) {
    List<PendingNotification> replaced = new ArrayList<>();
    changes.forEach(
        (before, after) -> {
          PendingNotification stored = notifications.get(Key.of(before));
          if (stored != null && Objects.equals(stored.dueAt(), before.dueAt())) {
            put(after);
            replaced.add(known(after));
          }
        });
    replaced.sort(
        Comparator.comparing(PendingNotification::streamId)
            .thenComparing(PendingNotification::notification));
    return replaced;
  }

  /** Returns the notification with its broadcast as known now. */
  private PendingNotification known(PendingNotification pending) {
    return pending.with(broadcasts.getOrDefault(pending.streamId(), pending.broadcast()));
  }

  @Override
  public synchronized void markDelivered(Collection<PendingNotification> delivered) {
    delivered.forEach(pending -> notifications.remove(Key.of(pending)));
  }

  @Override
  public synchronized List<PendingNotification> deadNotifications(
      @Nullable PendingNotification after, int limit) {
    return (after == null ? notifications : notifications.tailMap(Key.of(after), false))
        .values().stream()
            .filter(PendingNotification::isDead)
            .limit(limit)
            .map(this::known)
            .toList();
  }

  @Override
  public synchronized long countDeadNotifications() {
    return notifications.values().stream().filter(PendingNotification::isDead).count();
  }
}
