package io.streamcat.operations;

import io.streamcat.user.UserId;
import java.time.Instant;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

final class InMemoryBanList implements BanList {

  private final ConcurrentHashMap<UserId, Map<String, Ban>> bans = new ConcurrentHashMap<>();

  @Override
  public Optional<Ban> find(UserId owner, String viewerId, Instant now) {
    return Optional.ofNullable(of(owner).get(viewerId)).filter(ban -> ban.holdsAt(now));
  }

  @Override
  public List<Ban> list(UserId owner, Instant now) {
    return of(owner).values().stream()
        .filter(ban -> ban.holdsAt(now))
        .sorted(Comparator.comparing(Ban::since).thenComparing(Ban::viewerId))
        .toList();
  }

  private Map<String, Ban> of(UserId owner) {
    return bans.getOrDefault(owner, Map.of());
  }

  @Override
  public void add(UserId owner, Ban ban) {
    bans.compute(
        owner,
        (o, before) -> {
          Map<String, Ban> after = new HashMap<>(before == null ? Map.of() : before);
          after.values().removeIf(old -> !old.holdsAt(ban.since()));
          after.put(ban.viewerId(), ban);
          return Map.copyOf(after);
        });
  }

  @Override
  public boolean remove(UserId owner, String viewerId) {
    boolean[] removed = new boolean[1];
    bans.computeIfPresent(
        owner,
        (o, before) -> {
          Map<String, Ban> after = new HashMap<>(before);
          removed[0] = after.remove(viewerId) != null;
          return after.isEmpty() ? null : Map.copyOf(after);
        });
    return removed[0];
  }

  @Override
  public void forget(UserId user) {
    bans.remove(user);
    bans.keySet().forEach(owner -> remove(owner, user.value()));
  }
}
