package io.streamcat.broadcast;

import java.time.Instant;
import java.util.Collections;
import java.util.EnumMap;
import java.util.Map;
import java.util.Set;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * A broadcast with what somebody is still to be told of it; what a {@link BroadcastRepository}
 * keeps.
 *
 * @param broadcast what is known
 * @param notices what is to be told, and when; if a server is about to tell it, the time by which
 *     it will have done so. Unmodifiable
 */
public record StoredBroadcast(Broadcast broadcast, Map<Notice, Instant> notices) {

  /**
   * Copies what needs it.
   *
   * @param broadcast what is known
   * @param notices what is to be told, and when
   */
  public StoredBroadcast {
    notices = Collections.unmodifiableMap(copy(notices));
  }

  /** An enumeration map cannot copy another map that is empty. */
  private static Map<Notice, Instant> copy(Map<Notice, Instant> notices) {
    Map<Notice, Instant> copy = new EnumMap<>(Notice.class);
    copy.putAll(notices);
    return copy;
  }

  /**
   * Begins with a broadcast that was not known before.
   *
   * @param broadcast what is known
   * @param noticesAt when somebody is to be told; null if nobody is
   * @return the broadcast to store
   */
  public static StoredBroadcast first(Broadcast broadcast, @Nullable Instant noticesAt) {
    return new StoredBroadcast(broadcast, Map.of()).with(broadcast, notice -> true, noticesAt);
  }

  /**
   * Adds what else is known.
   *
   * @param fact what else is known
   * @param noticesAt when somebody is to be told what was not due before; null if nobody is
   * @return the broadcast to store; equal to this one if everything was known
   */
  public StoredBroadcast join(Broadcast fact, @Nullable Instant noticesAt) {
    return with(broadcast.join(fact), notice -> !notice.isDue(broadcast), noticesAt);
  }

  private StoredBroadcast with(
      Broadcast now, Predicate<Notice> isNew, @Nullable Instant noticesAt) {
    Map<Notice, Instant> all = copy(notices);
    if (noticesAt != null) {
      for (Notice notice : Notice.values()) {
        if (notice.isDue(now) && isNew.test(notice)) {
          all.put(notice, noticesAt);
        }
      }
    }
    return new StoredBroadcast(now, all);
  }

  /**
   * Takes over the telling of what is due.
   *
   * @param now what time it is
   * @param until when it will have been told
   * @return the broadcast to store; equal to this one if nothing is due
   */
  public StoredBroadcast claimed(Instant now, Instant until) {
    Map<Notice, Instant> all = copy(notices);
    all.replaceAll((notice, at) -> at.isAfter(now) ? at : until);
    return new StoredBroadcast(broadcast, all);
  }

  /**
   * Notes what was told.
   *
   * @param told what was told
   * @return the broadcast to store; equal to this one if all of it was noted before
   */
  public StoredBroadcast told(Set<Notice> told) {
    Map<Notice, Instant> all = copy(notices);
    all.keySet().removeAll(told);
    return new StoredBroadcast(broadcast, all);
  }
}
