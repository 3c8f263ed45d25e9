package io.streamcat.jdbc.failures;

import static io.streamcat.broadcast.SampleBroadcasts.LATER;
import static io.streamcat.broadcast.SampleBroadcasts.MUCH_LATER;
import static io.streamcat.broadcast.SampleBroadcasts.NOW;
import static io.streamcat.broadcast.SampleBroadcasts.recorded;
import static io.streamcat.broadcast.SampleBroadcasts.started;
import static org.assertj.core.api.Assertions.assertThat;

import io.streamcat.broadcast.BroadcastRepository;
import io.streamcat.broadcast.Notification;
import io.streamcat.broadcast.PendingNotification;
import io.streamcat.jdbc.JdbcBroadcastRepository;
import io.streamcat.jdbc.TestDatabase;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Notifications of a kind that only a newer release can deliver. */
class UnknownNotificationTest {

  private final BroadcastRepository broadcasts =
      JdbcBroadcastRepository.create(TestDatabase.H2.empty());

  @BeforeEach
  void store() {
    broadcasts.merge(List.of(started("st-1", NOW), started("st-2", NOW)), List.of(), LATER);
  }

  private static void insert(String streamId, String dueAt) {
    TestDatabase.H2.execute(
        "INSERT INTO streamcat_notification (stream_id, kind, due_at, attempts) VALUES ('"
            + streamId
            + "', 'ALL_LEFT', "
            + dueAt
            + ", 0)");
  }

  @Test
  void claim_unknownKindIsDueFirst_claimsTheKnownOnes() {
    insert("st-1", "'2026-11-23 12:00:00+00'");

    assertThat(broadcasts.claimNotifications(LATER, MUCH_LATER, 1))
        .extracting(PendingNotification::notification)
        .containsExactly(Notification.WENT_LIVE);
    assertThat(broadcasts.claimNotifications(LATER, MUCH_LATER, 1)).hasSize(1);
    assertThat(broadcasts.claimNotifications(LATER, MUCH_LATER, 1)).isEmpty();
  }

  @Test
  void merge_unknownKindOfTheBroadcast_storesTheUpdate() {
    insert("st-1", "'2026-11-23 12:00:00+00'");

    assertThat(broadcasts.merge(List.of(recorded("st-1", NOW)), List.of(), LATER).count())
        .isEqualTo(1);
  }

  @Test
  void deadNotifications_unknownKind_findsTheKnownOnes() {
    insert("st-1", "NULL");
    PendingNotification claimed = broadcasts.claimNotifications(LATER, MUCH_LATER, 1).get(0);
    PendingNotification dead = claimed.failed(null, "a failure");
    broadcasts.replace(Map.of(claimed, dead));

    assertThat(broadcasts.deadNotifications(null, 10)).containsExactly(dead);
  }
}
