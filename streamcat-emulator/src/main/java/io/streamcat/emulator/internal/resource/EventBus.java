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
 * The events of all changes of state, in the envelope of EventBridge. The latest events are stored.
 * Not thread safe.
 */
public final class EventBus {
  /** The number of stored events. */
  public static final int MEMORY = Retention.MOST;

  private final String account;
  private final String region;
  private final Store store;
  private final PersistentRandom random;
  private final Consumer<Runnable> afterwards;
  private final List<Consumer<Map<String, Object>>> listeners = new CopyOnWriteArrayList<>();

  /**
   * Creates a bus.
   *
   * @param afterwards runs a task when the changes of the current call are stored
   */
  EventBus(
      String account,
      String region,
      Store store,
      PersistentRandom random,
      Consumer<Runnable> afterwards) {
    this.account = account;
    this.region = region;
    this.store = store;
    this.random = random;
    this.afterwards = afterwards;
  }

  /**
   * Registers a listener for every event from now on, in order. The latest listener is called
   * first: the delivery registers before all others, so an event leaves the emulator when its other
   * parts know it. Who closes the emulator because of an event finds the files of that event.
   */
  public void listen(Consumer<Map<String, Object>> listener) {
    listeners.add(0, listener);
  }

  /**
   * Emits an event.
   *
   * @param detailType the kind of event, as EventBridge names it
   * @param resources the ARNs of the affected resources
   * @param detail the detail of the event
   * @param time the time of the event, which is written in whole seconds
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
    store.put(emitted);
    afterwards.accept(() -> listeners.forEach(listener -> listener.accept(emitted.attributes())));
  }

  /** Returns the latest events, the oldest first. */
  public List<Map<String, Object>> emitted() {
    return store.all(ResourceType.EVENT).map(Resource::attributes).toList();
  }

  private String newId() {
    long low = random.nextLong();
    return String.format(
        Locale.ROOT,
        "%08x-%04x-%04x-%04x-%012x",
        random.nextInt(),
        random.nextInt(1 << 16),
        random.nextInt(1 << 16),
        low >>> 48,
        low & 0xffff_ffff_ffffL);
  }
}
