package io.streamcat.live;

import io.streamcat.user.UserId;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

final class InMemoryBanList implements BanList {

  private final Map<UserId, Map<String, Ban>> bans = new ConcurrentHashMap<>();

  @Override
  public Optional<Ban> find(UserId owner, String viewerId) {
    return Optional.ofNullable(of(owner).get(viewerId));
  }

  @Override
  public List<Ban> list(UserId owner) {
    return of(owner).values().stream()
        .sorted(Comparator.comparing(Ban::since).thenComparing(Ban::viewerId))
        .toList();
  }

  private Map<String, Ban> of(UserId owner) {
    return bans.getOrDefault(owner, Map.of());
  }

  @Override
  public void add(UserId owner, Ban ban) {
    bans.computeIfAbsent(owner, o -> new ConcurrentHashMap<>()).put(ban.viewerId(), ban);
  }

  @Override
  public boolean remove(UserId owner, String viewerId) {
    Map<String, Ban> of = bans.get(owner);
    return of != null && of.remove(viewerId) != null;
  }
}
