package io.streamcat.emulator.internal.server;

import io.streamcat.emulator.RecordedRequest;
import io.streamcat.emulator.internal.json.Json;
import io.streamcat.emulator.internal.json.JsonException;
import io.streamcat.emulator.internal.model.Operation;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Collections;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/** The latest requests in the order of arrival. Thread safe. */
public final class RequestLog {
  /** The greatest number of requests, which limits the memory. */
  static final int MOST = 10_000;

  /** The greatest size of all inputs, in bytes, because one input can have a mebibyte. */
  static final int MOST_BYTES = 8 << 20;

  private final Deque<Entry> entries = new ArrayDeque<>();
  private final List<Listener> listeners = new CopyOnWriteArrayList<>();
  private int bytes;

  /** A listener for answered requests. Its methods must not block. */
  public interface Listener {
    /**
     * Receives a request whose answer has just been decided.
     *
     * @param error the name of the error, empty if there is none
     * @param millis the time from the arrival to the decision
     */
    void answered(RecordedRequest request, String error, long millis);

    /** Receives the removal of all requests, the last step of a reset. */
    void cleared();
  }

  /** A request that may still be unanswered. Its input is held as JSON, which needs less memory. */
  final class Entry {
    private final Operation operation;
    private final Instant receivedAt;
    private final long arrival = System.nanoTime();
    private byte[] input = {};
    private int status = -1;
    private boolean forgotten;

    private Entry(Operation operation, Instant receivedAt) {
      this.operation = operation;
      this.receivedAt = receivedAt;
    }

    void read(Map<String, @Nullable Object> document) {
      keepInput(this, Json.write(withoutNulls(document)));
    }

    void answered(int newStatus, String error) {
      RecordedRequest request;
      synchronized (RequestLog.this) {
        status = newStatus;
        request = recorded();
      }
      long millis = TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - arrival);
      listeners.forEach(listener -> listener.answered(request, error, millis));
    }

    private RecordedRequest recorded() {
      try {
        return new RecordedRequest(
            operation.service().id(),
            operation.name(),
            receivedAt,
            input.length == 0 ? Map.of() : withoutNulls(Json.parseObject(input)),
            status);
      } catch (JsonException e) {
        throw new IllegalStateException("A recorded input is valid JSON", e);
      }
    }
  }

  public void listen(Listener listener) {
    listeners.add(listener);
  }

  synchronized Entry received(Operation operation, Instant at) {
    if (entries.size() == MOST) {
      forgetOldest();
    }
    Entry entry = new Entry(operation, at);
    entries.add(entry);
    return entry;
  }

  private synchronized void keepInput(Entry entry, byte[] input) {
    if (entry.forgotten) {
      return;
    }
    entry.input = input;
    bytes += input.length;
    while (bytes > MOST_BYTES) {
      forgetOldest();
    }
  }

  private void forgetOldest() {
    Entry oldest = entries.remove();
    oldest.forgotten = true;
    bytes -= oldest.input.length;
  }

  /** Returns the requests with a decided answer. */
  public synchronized List<RecordedRequest> requests() {
    return entries.stream().filter(entry -> entry.status >= 0).map(Entry::recorded).toList();
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
  void clear() {
    synchronized (this) {
      while (!entries.isEmpty()) {
        forgetOldest();
      }
    }
    listeners.forEach(Listener::cleared);
  }
}
