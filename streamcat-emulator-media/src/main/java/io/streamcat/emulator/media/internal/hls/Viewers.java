package io.streamcat.emulator.media.internal.hls;

import java.security.SecureRandom;
import java.util.Base64;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;

/**
 * The viewers of all broadcasts. A viewer is a player that has fetched a playlist in the last ten
 * seconds. Thread safe.
 */
final class Viewers {
  private static final long PATIENCE_NANOS = TimeUnit.SECONDS.toNanos(10);
  private static final int MOST_VIEWERS = 15_000;
  private static final int ID_BYTES = 18;

  private final LongSupplier nanoClock;
  private final SecureRandom random = new SecureRandom();
  private final Map<String, Viewer> viewers = new LinkedHashMap<>();

  /** A viewer, known by an id that no other viewer can guess. */
  private static final class Viewer {
    private final Broadcast broadcast;
    private long seen;

    Viewer(Broadcast broadcast, long seen) {
      this.broadcast = broadcast;
      this.seen = seen;
    }
  }

  Viewers(LongSupplier nanoClock) {
    this.nanoClock = nanoClock;
  }

  /** Adds a viewer, and returns its id, or empty if there are too many. */
  synchronized Optional<String> add(Broadcast broadcast) {
    if (viewers.size() >= MOST_VIEWERS) {
      return Optional.empty();
    }
    byte[] bytes = new byte[ID_BYTES];
    random.nextBytes(bytes);
    String id = Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
    viewers.put(id, new Viewer(broadcast, nanoClock.getAsLong()));
    return Optional.of(id);
  }

  /** Returns the broadcast that a viewer watches, and remembers that it still does. */
  synchronized Optional<Broadcast> watch(String id) {
    Viewer viewer = viewers.get(id);
    if (viewer == null) {
      return Optional.empty();
    }
    viewer.seen = nanoClock.getAsLong();
    return Optional.of(viewer.broadcast);
  }

  /** Removes viewers that have left, and returns the numbers of the others. */
  synchronized Map<Broadcast, Long> count() {
    long now = nanoClock.getAsLong();
    Map<Broadcast, Long> counts = new LinkedHashMap<>();
    for (Iterator<Viewer> all = viewers.values().iterator(); all.hasNext(); ) {
      Viewer viewer = all.next();
      if (now - viewer.seen > PATIENCE_NANOS) {
        all.remove();
      } else {
        counts.merge(viewer.broadcast, 1L, Long::sum);
      }
    }
    return counts;
  }
}
