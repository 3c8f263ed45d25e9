package io.streamcat.emulator.internal.resource;

import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Consumer;

/**
 * Where everything that changes state tells it, in the envelope of EventBridge. The latest events
 * are remembered. Not thread safe.
 */
public final class EventBus {
  /** How many events are remembered. */
  public static final int MEMORY = 10_000;

  private final String account;
  private final String region;
  private final Store store;
  private final PersistentRandom luck;
  private final List<Consumer<Map<String, Object>>> listeners = new CopyOnWriteArrayList<>();

  EventBus(String account, String region, Store store, PersistentRandom luck) {
    this.account = account;
    this.region = region;
    this.store = store;
    this.luck = luck;
  }

  /** Tells a listener of every event from now on, in this order. */
  public void listen(Consumer<Map<String, Object>> listener) {
    listeners.add(listener);
  }

  /**
   * Tells that something has happened.
   *
   * @param detailType the kind of event, as EventBridge names it
   * @param resources the ARNs of what it has happened to
   * @param detail what has happened, as EventBridge tells it
   * @param time when, which events tell in whole seconds
   */
  public void emit(String detailType, List<String> resources, Map<String, ?> detail, Instant time) {
    Map<String, Object> event = new LinkedHashMap<>();
    event.put("version", "0");
    String id = newId();
    event.put("id", id);
    event.put("detail-type", detailType);
    event.put("source", "aws.ivs");
    event.put("account", account);
    event.put("time", time.truncatedTo(ChronoUnit.SECONDS).toString());
    event.put("region", region);
    event.put("resources", List.copyOf(resources));
    event.put("detail", Collections.unmodifiableMap(new LinkedHashMap<>(detail)));
    Resource emitted = Resource.first(ResourceType.EVENT, id, null, 0, time, event);
    if (store.count(ResourceType.EVENT) == MEMORY) {
      store.all(ResourceType.EVENT).findFirst().ifPresent(oldest -> store.remove(oldest, time));
    }
    store.put(emitted);
    listeners.forEach(listener -> listener.accept(emitted.attributes()));
  }

  /** Returns the latest events, the oldest first. */
  public List<Map<String, Object>> emitted() {
    return store.all(ResourceType.EVENT).map(Resource::attributes).toList();
  }

  private String newId() {
    long low = luck.nextLong();
    return String.format(
        Locale.ROOT,
        "%08x-%04x-%04x-%04x-%012x",
        luck.nextInt(),
        luck.nextInt(1 << 16),
        luck.nextInt(1 << 16),
        low >>> 48,
        low & 0xffff_ffff_ffffL);
  }
}
