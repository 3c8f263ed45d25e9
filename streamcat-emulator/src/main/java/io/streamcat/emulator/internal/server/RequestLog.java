package io.streamcat.emulator.internal.server;

import io.streamcat.emulator.RecordedRequest;
import io.streamcat.emulator.internal.model.Operation;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Collections;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** Remembers the latest requests in the order in which they arrived. Thread safe. */
public final class RequestLog {
  /** So that a program that runs for months does not fill the memory. */
  static final int MOST = 10_000;

  private final Deque<Entry> entries = new ArrayDeque<>();

  /** A request that may not be answered yet. */
  static final class Entry {
    private final Operation operation;
    private final Instant receivedAt;
    private Map<String, Object> input = Map.of();
    private @Nullable RecordedRequest answered;

    private Entry(Operation operation, Instant receivedAt) {
      this.operation = operation;
      this.receivedAt = receivedAt;
    }

    synchronized void read(Map<String, @Nullable Object> document) {
      input = withoutNulls(document);
    }

    synchronized void answered(int status) {
      answered =
          new RecordedRequest(
              operation.service().id(), operation.name(), receivedAt, input, status);
    }

    private synchronized @Nullable RecordedRequest recorded() {
      return answered;
    }
  }

  synchronized Entry received(Operation operation, Instant at) {
    Entry entry = new Entry(operation, at);
    if (entries.size() == MOST) {
      entries.remove();
    }
    entries.add(entry);
    return entry;
  }

  /** Returns the requests whose answer is decided. */
  public synchronized List<RecordedRequest> requests() {
    return entries.stream().map(Entry::recorded).filter(Objects::nonNull).toList();
  }

  /** Copies a document, because its readers must neither change it nor meet a null. */
  private static Map<String, Object> withoutNulls(Map<?, ?> document) {
    Map<String, Object> copy = new LinkedHashMap<>();
    document.forEach(
        (name, value) -> {
          if (value != null) {
            copy.put((String) name, copy(value));
          }
        });
    return Collections.unmodifiableMap(copy);
  }

  private static Object copy(Object value) {
    if (value instanceof Map<?, ?> map) {
      return withoutNulls(map);
    }
    return value instanceof List<?> list
        ? list.stream().filter(Objects::nonNull).map(RequestLog::copy).toList()
        : value;
  }

  /** Forgets all requests, also those that are not answered yet. */
  synchronized void clear() {
    entries.clear();
  }
}
