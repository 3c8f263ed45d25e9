package io.streamcat.emulator.internal.console;

import java.util.ArrayDeque;
import java.util.Collections;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** The latest items of one kind, with consecutive numbers. Thread safe. */
final class Recent {
  private final int most;
  private final Deque<Map<String, Object>> items = new ArrayDeque<>();
  private long last;

  /**
   * Creates an empty collection.
   *
   * @param most the greatest number of items
   */
  Recent(int most) {
    this.most = most;
  }

  synchronized void add(Map<String, Object> item) {
    if (items.size() == most) {
      items.removeFirst();
    }
    Map<String, Object> numbered = new LinkedHashMap<>();
    numbered.put("number", ++last);
    numbered.putAll(item);
    items.addLast(Collections.unmodifiableMap(numbered));
  }

  /** Returns the items after a number, in order. */
  synchronized List<Map<String, Object>> after(long number) {
    long later = Math.min(items.size(), Math.max(0, last - number));
    return items.stream().skip(items.size() - later).toList();
  }

  /** Returns the number of the last item. */
  synchronized long last() {
    return last;
  }

  /** Removes all items. Later items have higher numbers all the same. */
  synchronized void clear() {
    items.clear();
  }
}
