package io.streamcat.emulator.internal.resource;

import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.function.Consumer;

/**
 * Where everything that changes state tells it, in the envelope of EventBridge. The latest events
 * are remembered. Not thread safe.
 */
final class EventBus {
  /** How many events are remembered. */
  static final int MEMORY = 10_000;

  private final String account;
  private final String region;
  private final Random random;
  private final Deque<Map<String, Object>> emitted = new ArrayDeque<>();
  private final List<Consumer<Map<String, Object>>> listeners = new ArrayList<>();

  EventBus(String account, String region, long seed) {
    this.account = account;
    this.region = region;
    this.random = new Random(seed);
  }

  /** Tells a listener of every event from now on, in this order. */
  void listen(Consumer<Map<String, Object>> listener) {
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
  void emit(String detailType, List<String> resources, Map<String, ?> detail, Instant time) {
    Map<String, Object> event = new LinkedHashMap<>();
    event.put("version", "0");
    event.put("id", newId());
    event.put("detail-type", detailType);
    event.put("source", "aws.ivs");
    event.put("account", account);
    event.put("time", time.truncatedTo(ChronoUnit.SECONDS).toString());
    event.put("region", region);
    event.put("resources", List.copyOf(resources));
    event.put("detail", Collections.unmodifiableMap(new LinkedHashMap<>(detail)));
    Map<String, Object> complete = Collections.unmodifiableMap(event);
    if (emitted.size() == MEMORY) {
      emitted.removeFirst();
    }
    emitted.addLast(complete);
    listeners.forEach(listener -> listener.accept(complete));
  }

  /** Returns the latest events, the oldest first. */
  List<Map<String, Object>> emitted() {
    return List.copyOf(emitted);
  }

  /** Forgets the events; identifiers go on from where they are, so none is given twice. */
  void clear() {
    emitted.clear();
  }

  private String newId() {
    long low = random.nextLong();
    return "%08x-%04x-%04x-%04x-%012x"
        .formatted(
            random.nextInt(),
            random.nextInt(1 << 16),
            random.nextInt(1 << 16),
            low >>> 48,
            low & 0xffff_ffff_ffffL);
  }
}
