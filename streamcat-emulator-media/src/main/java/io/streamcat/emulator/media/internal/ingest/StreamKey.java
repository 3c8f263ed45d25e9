package io.streamcat.emulator.media.internal.ingest;

import java.util.Arrays;

/**
 * A stream key as an encoder sends it. The text of the key is never shown.
 *
 * @param value the key
 * @param priority the priority of a takeover, 0 if the encoder names none, -1 if it is malformed
 */
record StreamKey(String value, int priority) {
  static final StreamKey NONE = new StreamKey("", 0);

  private static final String PRIORITY = "priority=";

  /** Reads a key, after which a query may follow. */
  static StreamKey parse(String name) {
    int question = name.indexOf('?');
    if (question < 0) {
      return new StreamKey(name, 0);
    }
    int priority =
        Arrays.stream(name.substring(question + 1).split("&", -1))
            .filter(pair -> pair.startsWith(PRIORITY))
            .findFirst()
            .map(pair -> priority(pair.substring(PRIORITY.length())))
            .orElse(0);
    return new StreamKey(name.substring(0, question), priority);
  }

  private static int priority(String text) {
    try {
      int priority = Integer.parseInt(text);
      return priority < 1 ? -1 : priority;
    } catch (NumberFormatException e) {
      return -1;
    }
  }

  @Override
  public String toString() {
    return "stream key with priority " + priority;
  }
}
