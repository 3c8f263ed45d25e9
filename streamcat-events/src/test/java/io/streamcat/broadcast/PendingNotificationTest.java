package io.streamcat.broadcast;

import static io.streamcat.broadcast.Notification.RECORDING_READY;
import static io.streamcat.broadcast.Notification.WENT_LIVE;
import static io.streamcat.broadcast.SampleBroadcasts.LATER;
import static io.streamcat.broadcast.SampleBroadcasts.MUCH_LATER;
import static io.streamcat.broadcast.SampleBroadcasts.NOW;
import static io.streamcat.broadcast.SampleBroadcasts.started;
import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** Tests of the order of the notifications of a broadcast. */
class PendingNotificationTest {

  private static PendingNotification pending(Notification notification, @Nullable Instant dueAt) {
    return new PendingNotification(started("st-1", NOW), notification, dueAt, 0, null);
  }

  @Test
  void delays_earlierOneIsNotDue_laterOneBecomesDueWithIt() {
    PendingNotification live = pending(WENT_LIVE, MUCH_LATER);
    PendingNotification recorded = pending(RECORDING_READY, NOW);

    assertThat(PendingNotification.delays(List.of(recorded, live), LATER))
        .isEqualTo(Map.of(recorded, recorded.dueAt(MUCH_LATER)));
  }

  @Test
  void delays_noneWaitsForAnother_isEmpty() {
    PendingNotification live = pending(WENT_LIVE, NOW);
    PendingNotification recorded = pending(RECORDING_READY, NOW);
    PendingNotification later = pending(RECORDING_READY, MUCH_LATER);
    PendingNotification dead = pending(WENT_LIVE, null);

    assertThat(PendingNotification.delays(List.of(live, recorded), LATER)).isEmpty();
    assertThat(PendingNotification.delays(List.of(live, later), LATER)).isEmpty();
    assertThat(PendingNotification.delays(List.of(dead, recorded), LATER)).isEmpty();
    assertThat(PendingNotification.delays(List.of(later), LATER)).isEmpty();
  }

  @Test
  void waitsFor_anyOther_isTrueForAPendingEarlierOneOfItsBroadcast() {
    PendingNotification live = pending(WENT_LIVE, NOW);
    PendingNotification recorded = pending(RECORDING_READY, NOW);

    assertThat(recorded.waitsFor(live)).isTrue();
    assertThat(recorded.waitsFor(recorded)).isFalse();
    assertThat(live.waitsFor(recorded)).isFalse();
    assertThat(recorded.waitsFor(pending(WENT_LIVE, null))).as("dead").isFalse();
    assertThat(recorded.waitsFor(live.with(started("st-2", NOW)))).isFalse();
  }
}
