package io.streamcat.spring;

import io.streamcat.broadcast.Broadcast;
import io.streamcat.broadcast.BroadcastRepository;
import io.streamcat.broadcast.PendingNotification;
import java.time.Instant;
import java.util.List;
import java.util.Map;

/** A dead notification. */
public final class DeadNotificationSample {

  private static final Instant NOW = Instant.parse("2026-11-23T12:00:00Z");

  private DeadNotificationSample() {}

  /** Stores a broadcast with a dead notification. */
  public static void store(BroadcastRepository broadcasts) {
    Broadcast live = new Broadcast("st-1", "arn:channel", NOW, NOW, null, null, null, null, false);
    PendingNotification pending =
        broadcasts.merge(List.of(live), List.of(), NOW).notifications().get(0);
    broadcasts.replace(Map.of(pending, pending.failed(null, "java.io.IOException")));
  }
}
