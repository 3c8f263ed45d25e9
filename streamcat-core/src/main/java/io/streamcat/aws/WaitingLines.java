package io.streamcat.aws;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.Map;

/**
 * The calls of this server that wait for a turn in the background, first come, first served for
 * each operation. Only the first of a line asks the limiter. Thread safe.
 */
final class WaitingLines {

  private final Map<String, Deque<Object>> lines = new HashMap<>();

  /** Puts a call at the end of a line and returns its place. */
  synchronized Object join(String line) {
    Object place = new Object();
    lines.computeIfAbsent(line, key -> new ArrayDeque<>()).add(place);
    return place;
  }

  /** Returns the number of calls before a place. */
  synchronized int ahead(String line, Object place) {
    int ahead = 0;
    for (Object other : lines.getOrDefault(line, new ArrayDeque<>())) {
      if (other == place) {
        return ahead;
      }
      ahead++;
    }
    return ahead;
  }

  /** Gives a place up. */
  synchronized void leave(String line, Object place) {
    Deque<Object> waiting = lines.get(line);
    if (waiting != null && waiting.remove(place) && waiting.isEmpty()) {
      lines.remove(line);
    }
  }
}
