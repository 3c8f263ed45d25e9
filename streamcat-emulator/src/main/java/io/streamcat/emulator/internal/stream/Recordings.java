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
 * The lifecycle of recordings. A recording that pauses is resumed within its reconnect window, and
 * ends after it. It is stored from its start to its end, and is {@link Due} while it is paused.
 */
public final class Recordings {
  /** The configuration at the start; a recording can only be resumed with the same one. */
  private static final String CONFIGURATION = "configuration";

  private static final String WINDOW = "windowSeconds";

  /** The start of the current part, absent while the recording is paused. */
  private static final String START = "start";

  /** The length of the earlier parts. */
  private static final String MILLIS = "millis";

  private final Account account;
  private final ResourceType type;
  private final BiConsumer<Resource, Instant> ended;

  /**
   * Creates the recordings of one kind.
   *
   * @param ended a listener for every successfully ended recording and its end time
   */
  public Recordings(Account account, ResourceType type, BiConsumer<Resource, Instant> ended) {
    this.account = account;
    this.type = type;
    this.ended = ended;
  }

  /** Returns the recording with a key, unless it is paused. */
  public Optional<Resource> active(String key) {
    return account
        .store()
        .find(type, key)
        .filter(recording -> recording.attributes().containsKey(START));
  }

  /**
   * Resumes the paused recording with a key if it has the same configuration; otherwise ends it.
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

  /** Pauses a recording, which ends when its window has passed, or immediately without a window. */
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

  /** Ends a paused recording, if there is one. */
  public void end(String key, Instant now) {
    account.store().find(type, key).filter(Due::isSet).ifPresent(recording -> end(recording, now));
  }

  private void end(Resource recording, Instant now) {
    drop(recording, now);
    ended.accept(recording, now);
  }

  /** Removes a failed recording. */
  public void drop(Resource recording, Instant now) {
    account.store().remove(recording, now);
  }

  /** Ends the recordings whose window has passed. Called before any other work. */
  public void settle(Instant now) {
    Due.settle(account, type, now, this::end);
  }

  /** Returns the length of a paused recording, in milliseconds. */
  public static long millis(Resource recording) {
    return ((Number) recording.attribute(MILLIS)).longValue();
  }
}
