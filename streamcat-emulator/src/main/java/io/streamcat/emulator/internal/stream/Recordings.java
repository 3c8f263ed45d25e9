package io.streamcat.emulator.internal.stream;

import io.streamcat.emulator.internal.resource.Account;
import io.streamcat.emulator.internal.resource.Due;
import io.streamcat.emulator.internal.resource.Resource;
import io.streamcat.emulator.internal.resource.ResourceType;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.BiConsumer;

/**
 * Recordings, and how they go on: what stops to be recorded and starts again within the window of
 * its recording is one recording. A recording is kept from its start until it has ended for good,
 * and is {@link Due} while nothing is recorded.
 */
public final class Recordings {
  /** What decides whether a recording can go on: the configuration that it was started with. */
  private static final String CONFIGURATION = "configuration";

  private static final String WINDOW = "windowSeconds";

  /** When what is recorded now started, absent while nothing is. */
  private static final String START = "start";

  /** How long what was recorded before has been. */
  private static final String MILLIS = "millis";

  private final Account account;
  private final ResourceType type;
  private final BiConsumer<Resource, Instant> ended;

  /**
   * Creates the recordings of one kind.
   *
   * @param ended is told of every recording that has ended well, and when
   */
  public Recordings(Account account, ResourceType type, BiConsumer<Resource, Instant> ended) {
    this.account = account;
    this.type = type;
    this.ended = ended;
  }

  /** Finds the recording of something that is recorded at this moment. */
  public Optional<Resource> active(String key) {
    return account
        .store()
        .find(type, key)
        .filter(recording -> recording.attributes().containsKey(START));
  }

  /**
   * Goes on with the recording that waits for it, if it has the same configuration; a recording
   * with another one ends.
   */
  public Optional<Resource> resume(
      String key, Resource configuration, Map<String, ?> changes, Instant now) {
    Optional<Resource> waiting = account.store().find(type, key);
    if (waiting
        .filter(recording -> recording.attribute(CONFIGURATION).equals(configuration.key()))
        .isEmpty()) {
      waiting.ifPresent(recording -> end(recording, now));
      return Optional.empty();
    }
    Map<String, Object> attributes = new LinkedHashMap<>(waiting.get().attributes());
    attributes.remove(Due.END);
    attributes.put(START, Account.timestamp(now));
    attributes.putAll(changes);
    return Optional.of(account.update(waiting.get(), attributes, now));
  }

  /** Starts a recording. */
  public Resource begin(
      String key,
      Resource recorded,
      Resource configuration,
      int windowSeconds,
      Map<String, ?> more,
      Instant now) {
    Map<String, Object> attributes = new LinkedHashMap<>(more);
    attributes.put(CONFIGURATION, configuration.key());
    attributes.put(WINDOW, windowSeconds);
    attributes.put(START, Account.timestamp(now));
    attributes.put(MILLIS, 0);
    return account.keep(type, key, recorded.key(), attributes, now);
  }

  /** Nothing is recorded any more: the recording ends, at once or when its window has passed. */
  public void pause(Resource recording, Instant now) {
    Map<String, Object> attributes = new LinkedHashMap<>(recording.attributes());
    Instant start = Instant.parse((String) recording.attribute(START));
    attributes.remove(START);
    attributes.put(
        MILLIS, millis(recording) + Math.max(0, Duration.between(start, now).toMillis()));
    Instant end = now.plusSeconds(((Number) recording.attribute(WINDOW)).longValue());
    attributes.putAll(Due.at(end));
    Resource waiting = account.update(recording, attributes, now);
    if (end.equals(now)) {
      end(waiting, now);
    }
  }

  /** Ends a recording that waits, if there is one. */
  public void end(String key, Instant now) {
    account.store().find(type, key).filter(Due::isSet).ifPresent(recording -> end(recording, now));
  }

  private void end(Resource recording, Instant now) {
    drop(recording, now);
    ended.accept(recording, now);
  }

  /** Forgets a recording that has failed. */
  public void drop(Resource recording, Instant now) {
    account.store().remove(recording, now);
  }

  /** Ends the recordings whose window has passed; called before anything else looks. */
  public void settle(Instant now) {
    Due.settle(account, type, now, this::end);
  }

  /** Returns how long what is recorded no longer has been, in milliseconds. */
  public static long millis(Resource recording) {
    return ((Number) recording.attribute(MILLIS)).longValue();
  }
}
