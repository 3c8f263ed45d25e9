package io.streamcat.broadcast;

import static io.streamcat.broadcast.SampleBroadcasts.LATER;
import static io.streamcat.broadcast.SampleBroadcasts.MUCH_LATER;
import static io.streamcat.broadcast.SampleBroadcasts.NOW;
import static io.streamcat.broadcast.SampleBroadcasts.STAGE;
import static io.streamcat.broadcast.SampleBroadcasts.ended;
import static io.streamcat.broadcast.SampleBroadcasts.published;
import static io.streamcat.broadcast.SampleBroadcasts.recorded;
import static io.streamcat.broadcast.SampleBroadcasts.resumed;
import static io.streamcat.broadcast.SampleBroadcasts.seen;
import static io.streamcat.broadcast.SampleBroadcasts.seenOf;
import static io.streamcat.broadcast.SampleBroadcasts.started;
import static io.streamcat.broadcast.SampleBroadcasts.tied;
import static io.streamcat.broadcast.SampleBroadcasts.unpublished;
import static io.streamcat.broadcast.SampleBroadcasts.verified;
import static org.assertj.core.api.Assertions.assertThat;

import io.streamcat.broadcast.BroadcastRepository.Changes;
import io.streamcat.testing.Guarantee;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * The part of the contract of every {@link BroadcastRepository} about publications, and about
 * forgetting them and broadcasts.
 */
@Guarantee({"EVENT-25", "EVENT-26"})
public abstract class PublicationRetentionContract extends NotificationContract {

  final Changes merge(Publication... updates) {
    return repository().merge(List.of(), List.of(updates), LATER);
  }

  @Test
  void publishing_someEnded_findsTheActiveOnes() {
    merge(published("p2", NOW), published("p1", NOW), published("p3", NOW));
    merge(unpublished("p3", NOW));
    merge(Publication.seen(STAGE + "x", "st-1", "p4", "", NOW).published(NOW));

    assertThat(repository().publishing(STAGE))
        .containsExactly(published("p1", NOW), published("p2", NOW));

    merge(unpublished("p1", LATER), published("p3", LATER));

    assertThat(repository().publishing(STAGE))
        .containsExactly(
            published("p2", NOW), published("p3", LATER).merge(unpublished("p3", NOW)));
  }

  @Test
  void publishing_resumedWithinTheSecond_findsIt() {
    merge(unpublished("p1", NOW), resumed("p2", NOW), published("p1", NOW));
    assertThat(repository().publishing(STAGE)).isEmpty();

    merge(resumed("p1", NOW), tied("p2", NOW));

    assertThat(repository().publishing(STAGE))
        .containsExactly(
            tied("p1", NOW).merge(resumed("p1", NOW)), tied("p2", NOW).merge(resumed("p2", NOW)));

    merge(unpublished("p1", LATER), tied("p2", LATER));

    assertThat(repository().publishing(STAGE)).isEmpty();
  }

  @Test
  void undecided_severalPages_areOrderedByEndAndKey() {
    merge(tied("p3", NOW), tied("p1", LATER), tied("p2", LATER), tied("p4", MUCH_LATER));
    merge(published("p5", LATER), unpublished("p6", LATER), tied("p7", NOW.minusSeconds(1)));
    merge(tied("p8", LATER).merge(resumed("p8", LATER)));
    merge(tied("p9", LATER).merge(resumed("p9", NOW)));

    List<Publication> pages = new ArrayList<>();
    @Nullable Publication after = null;
    List<Publication> page;
    do {
      page = repository().undecided(NOW, after, 2);
      pages.addAll(page);
      after = page.isEmpty() ? null : page.get(page.size() - 1);
    } while (after != null);

    assertThat(pages)
        .containsExactly(
            tied("p3", NOW),
            tied("p1", LATER),
            tied("p2", LATER),
            tied("p9", LATER).merge(resumed("p9", NOW)),
            tied("p4", MUCH_LATER));

    merge(resumed("p1", LATER), unpublished("p2", MUCH_LATER));

    assertThat(repository().undecided(NOW, null, 10))
        .extracting(Publication::participantId)
        .containsExactly("p3", "p9", "p4");
  }

  @Test
  void forget_endedBefore_deletesThemOnly() {
    merge(ended("st-1", NOW), verified("st-2", NOW), ended("st-3", LATER));
    merge(started("st-4", NOW), seen("st-5", NOW), recorded("st-6", NOW));
    merge(unpublished("p1", NOW), published("p2", NOW), seenOf("p3", NOW).failed("QUOTA_EXCEEDED"));
    merge(unpublished("p4", LATER), published("p4", NOW), published("p5", LATER));

    assertThat(repository().forget(LATER, 100)).isEqualTo(5);
    assertThat(repository().forget(LATER, 100)).isZero();

    assertThat(repository().ofChannel(SampleBroadcasts.CHANNEL, null, 10))
        .extracting(Broadcast::streamId)
        .containsExactly("st-3", "st-6", "st-5", "st-4");
    assertThat(repository().publishing(STAGE)).containsExactly(published("p5", LATER));
    assertThat(merge(published("p4", NOW)).publications()).as("p4 is still known").isEmpty();
    assertThat(merge(unpublished("p1", NOW)).publications()).hasSize(1);
  }

  @Test
  void forget_moreThanTheLimit_deletesInBatches() {
    List<Broadcast> broadcasts = new ArrayList<>();
    List<Publication> publications = new ArrayList<>();
    for (int i = 0; i < 25; i++) {
      broadcasts.add(ended("st-" + i, NOW.plusSeconds(i % 3)));
      publications.add(unpublished("p" + i, NOW.plusSeconds(i % 3)));
    }
    repository().merge(broadcasts, publications, null);

    assertThat(repository().forget(LATER, 10)).isEqualTo(20);
    assertThat(otherServer().forget(LATER, 10)).isEqualTo(20);
    assertThat(repository().forget(LATER, 10)).isEqualTo(10);
    assertThat(repository().forget(LATER, 10)).isZero();
    assertThat(repository().ofChannel(SampleBroadcasts.CHANNEL, null, 10)).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(booleans = {false, true})
  void forget_concurrentServers_deleteEachRow(boolean withEvents) throws Exception {
    List<Broadcast> broadcasts = new ArrayList<>();
    List<Publication> publications = new ArrayList<>();
    for (int i = 0; i < 100; i++) {
      broadcasts.add(ended("st-" + i, NOW.plusSeconds(i % 7)));
      publications.add(unpublished("p" + i, NOW.plusSeconds(i % 7)));
    }
    repository().merge(broadcasts, publications, null);

    AtomicInteger deleted = new AtomicInteger();
    List<Callable<Object>> tasks = new ArrayList<>();
    for (BroadcastRepository server : List.of(repository(), otherServer())) {
      tasks.add(
          () -> {
            int last;
            do {
              last = server.forget(LATER, 7);
              deleted.addAndGet(last);
            } while (last > 0);
            return server;
          });
      tasks.add(
          () -> {
            for (int i = 0; withEvents && i < 100; i += 10) {
              server.merge(List.of(recorded("st-" + i, LATER)), List.of(), null);
            }
            return server;
          });
    }
    ExecutorService executor = Executors.newFixedThreadPool(tasks.size());
    try {
      for (Future<Object> result : executor.invokeAll(tasks)) {
        result.get();
      }
    } finally {
      executor.shutdownNow();
    }
    // A row may have been locked by an event while both servers looked for more.
    deleted.addAndGet(repository().forget(LATER, 100));

    assertThat(deleted.get())
        .as("H2 may count a row twice that an event changes meanwhile")
        .isBetween(200, withEvents ? 210 : 200);
    assertThat(repository().ofChannel(SampleBroadcasts.CHANNEL, null, 100))
        .allMatch(broadcast -> broadcast.endedAt() == null);
    assertThat(repository().forget(LATER, 100)).isZero();
  }

  @Test
  void forget_pendingNotifications_areDeletedToo() {
    merge(started("st-1", NOW), ended("st-1", NOW), started("st-2", NOW));

    repository().forget(LATER, 10);

    assertThat(withNotifications(MUCH_LATER)).containsExactly("st-2");
  }

  @Test
  void merge_afterForget_storesTheUpdateAsFirst() {
    merge(started("st-1", NOW), ended("st-1", NOW));
    repository().forget(LATER, 10);

    assertThat(merge(recorded("st-1", LATER)).count()).isEqualTo(1);
    assertThat(repository().find("st-1")).contains(recorded("st-1", LATER));
  }

  @Test
  void merge_startOfABroadcastThatEndedLongAgo_isNotAnnounced() {
    Instant late = NOW.plus(Broadcasts.MIN_RETENTION).plusSeconds(1);
    repository().merge(List.of(ended("st-1", NOW), ended("st-2", NOW)), List.of(), late);
    repository().merge(List.of(started("st-1", NOW)), List.of(), late);
    repository().merge(List.of(started("st-2", NOW)), List.of(), late.minusSeconds(1));
    repository().merge(List.of(ended("st-3", NOW), recorded("st-3", NOW)), List.of(), late);

    assertThat(withNotifications(late)).containsExactlyInAnyOrder("st-2", "st-3");
  }

  private List<String> withNotifications(Instant now) {
    return repository().claimNotifications(now, now.plusSeconds(60), 10).stream()
        .map(PendingNotification::streamId)
        .toList();
  }
}
