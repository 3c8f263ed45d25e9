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

/** The latest requests in the order of arrival. Thread safe. */
public final class RequestLog {
  /** The greatest number of requests, which limits the memory. */
  static final int MOST = 10_000;

  private final Deque<Entry> entries = new ArrayDeque<>();

  /** A request that may still be unanswered. */
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

  /** Returns the requests with a decided answer. */
  public synchronized List<RecordedRequest> requests() {
    return entries.stream().map(Entry::recorded).filter(Objects::nonNull).toList();
  }

  /** Returns an immutable copy of a document without nulls. */
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

  /** Removes all requests, including unanswered ones. */
  synchronized void clear() {
    entries.clear();
  }
}
