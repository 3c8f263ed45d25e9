package io.streamcat.simulation.aws;

import io.streamcat.simulation.Fault;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.Map;
import java.util.function.LongSupplier;

/**
 * The lags of AWS's answers, by operation.
 *
 * <p>A lag of three seconds lasts for three seconds, during which the operation shows the state of
 * three seconds before. So no resource older than the longest lag is ever hidden.
 */
final class Lags {

  private final LongSupplier now;
  private final Map<Fault, Map<String, Lag>> lags = new EnumMap<>(Fault.class);

  Lags(LongSupplier now) {
    this.now = now;
  }

  private record Lag(long length, long until) {}

  /** Starts a lag. */
  void add(Fault kind, String operation, long nanos) {
    lags.computeIfAbsent(kind, k -> new HashMap<>())
        .put(operation, new Lag(nanos, now.getAsLong() + nanos));
  }

  /** Returns the time that an operation shows: {@link Shelf#NOW} without a lag. */
  long timeSeenBy(Fault kind, String operation) {
    if (!lags(kind, operation)) {
      return Shelf.NOW;
    }
    return now.getAsLong() - lags.get(kind).get(operation).length;
  }

  /** Returns whether an operation lags. */
  boolean lags(Fault kind, String operation) {
    if (lags.isEmpty()) {
      return false;
    }
    Lag lag = lags.getOrDefault(kind, Map.of()).get(operation);
    return lag != null && now.getAsLong() < lag.until;
  }

  void clear() {
    lags.clear();
  }
}
