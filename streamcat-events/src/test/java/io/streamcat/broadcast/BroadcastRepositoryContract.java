package io.streamcat.broadcast;

import static io.streamcat.broadcast.SampleBroadcasts.CHANNEL;
import static io.streamcat.broadcast.SampleBroadcasts.LATER;
import static io.streamcat.broadcast.SampleBroadcasts.MUCH_LATER;
import static io.streamcat.broadcast.SampleBroadcasts.NOW;
import static io.streamcat.broadcast.SampleBroadcasts.STAGE;
import static io.streamcat.broadcast.SampleBroadcasts.ended;
import static io.streamcat.broadcast.SampleBroadcasts.everything;
import static io.streamcat.broadcast.SampleBroadcasts.everythingOf;
import static io.streamcat.broadcast.SampleBroadcasts.published;
import static io.streamcat.broadcast.SampleBroadcasts.recorded;
import static io.streamcat.broadcast.SampleBroadcasts.seen;
import static io.streamcat.broadcast.SampleBroadcasts.seenOf;
import static io.streamcat.broadcast.SampleBroadcasts.started;
import static io.streamcat.broadcast.SampleBroadcasts.starving;
import static io.streamcat.broadcast.SampleBroadcasts.unpublished;
import static io.streamcat.broadcast.SampleBroadcasts.verified;
import static org.assertj.core.api.Assertions.assertThat;

import io.streamcat.broadcast.BroadcastRepository.Changes;
import io.streamcat.testing.Guarantee;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.EnumSet;
import java.util.List;
import java.util.Random;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * The contract of every {@link BroadcastRepository}. A test extends this class and supplies an
 * empty repository.
 */
@Guarantee({"EVENT-03", "EVENT-08"})
public abstract class BroadcastRepositoryContract extends PublicationRetentionContract {

  @Test
  void merge_allFields_areStored() {
    merge(everything("st-1"), seen("st-2", NOW));
    merge(everythingOf("p1"));

    assertThat(repository().find("st-1")).contains(everything("st-1"));
    assertThat(repository().find("st-2")).contains(seen("st-2", NOW));
    assertThat(repository().find("st-3")).isEmpty();
    assertThat(repository().publishing(STAGE)).containsExactly(everythingOf("p1"));
    assertThat(merge(seenOf("p1", NOW).failed("")).publications()).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(strings = {"\u0000", "\ud800", "\udc00"})
  void lookup_textThatNoDatabaseStores_findsNothing(String end) {
    merge(seen("st-1?", NOW));
    merge(published("p1", NOW));
    for (String text : List.of("st-1" + end, "st-1".repeat(100_000))) {
      assertThat(repository().find(text)).isEmpty();
      assertThat(repository().ofChannel(CHANNEL + text, null, 10)).isEmpty();
      assertThat(repository().publishing(STAGE + text)).isEmpty();
      assertThat(repository().inState(EnumSet.allOf(BroadcastState.class), text, 10))
          .hasSize(text.compareTo("st-1?") < 0 ? 1 : 0);
    }
  }

  @Test
  void merge_updatesInAnyOrder_areMerged() {
    merge(ended("st-1", LATER));
    merge(starving("st-1", LATER), started("st-1", NOW));
    merge(recorded("st-1", MUCH_LATER));

    assertThat(repository().find("st-1"))
        .contains(
            started("st-1", NOW)
                .merge(ended("st-1", LATER))
                .merge(starving("st-1", LATER))
                .merge(recorded("st-1", MUCH_LATER)));
  }

  @Test
  void merge_newsOfSomeBroadcasts_returnsTheChangedOnes() {
    Changes first = merge(started("st-1", NOW), ended("st-1", LATER), started("st-2", NOW));
    Changes again = merge(started("st-1", NOW), ended("st-2", LATER));

    assertThat(first.broadcasts())
        .containsExactlyInAnyOrder(
            started("st-1", NOW).merge(ended("st-1", LATER)), started("st-2", NOW));
    assertThat(again.broadcasts())
        .containsExactly(started("st-2", NOW).merge(ended("st-2", LATER)));
  }

  @Test
  void merge_knownUpdates_changesNothing() {
    merge(everything("st-1"));
    merge(published("p1", NOW));

    assertThat(merge(everything("st-1"), started("st-1", LATER)).broadcasts()).isEmpty();
    assertThat(merge(published("p1", NOW)).publications()).isEmpty();
    assertThat(repository().merge(List.of(), List.of(), NOW))
        .isEqualTo(new Changes(List.of(), List.of(), List.of()));
  }

  @Test
  void merge_manyUpdates_storesAll() {
    List<Broadcast> updates = new ArrayList<>();
    for (int i = 0; i < 150; i++) {
      updates.add(started("st-" + i, NOW));
    }

    assertThat(repository().merge(updates, List.of(), NOW).broadcasts()).hasSize(150);
    assertThat(repository().merge(updates, List.of(), NOW).broadcasts()).isEmpty();
  }

  @Test
  void merge_concurrentServers_losesNoUpdate() throws Exception {
    List<Broadcast> updates = new ArrayList<>();
    for (int i = 0; i < 5; i++) {
      String id = "st-" + i;
      Collections.addAll(
          updates,
          seen(id, NOW),
          started(id, LATER),
          starving(id, MUCH_LATER),
          recorded(id, MUCH_LATER),
          ended(id, MUCH_LATER));
    }
    List<Publication> others = List.of(published("p1", NOW), unpublished("p1", LATER));

    List<String> pending = Collections.synchronizedList(new ArrayList<>());
    atOnce(
        (server, repository) -> {
          Random random = new Random(server);
          List<Broadcast> shuffled = new ArrayList<>(updates);
          Collections.shuffle(shuffled, random);
          Instant mine = MUCH_LATER.plusSeconds(server);
          for (int i = 0; i < shuffled.size(); i += 5) {
            Changes changes =
                repository.merge(shuffled.subList(i, i + 5), List.of(others.get(i % 2)), mine);
            changes.notifications().forEach(mineToo -> pending.add(mineToo.streamId()));
          }
          return server;
        });

    for (int i = 0; i < 5; i++) {
      String id = "st-" + i;
      assertThat(repository().find(id))
          .isEqualTo(
              updates.stream().filter(f -> f.streamId().equals(id)).reduce(Broadcast::merge));
    }
    assertThat(merge(others.toArray(Publication[]::new)).publications()).isEmpty();
    // Each of the two notifications of each broadcast belongs to a single server or is pending.
    assertThat(pending).hasSizeBetween(5, 10);
    assertThat(
            repository()
                .claimNotifications(
                    MUCH_LATER.plusSeconds(SERVERS), MUCH_LATER.plusSeconds(60), 100))
        .hasSize(10);
  }

  @Test
  void ofChannel_severalPages_findsTheLatestFirst() {
    merge(started("st-b", NOW), started("st-a", LATER), started("st-c", MUCH_LATER));
    merge(Broadcast.seen("st-d", CHANNEL + "x", NOW));

    assertThat(repository().ofChannel(CHANNEL, null, 2))
        .containsExactly(started("st-c", MUCH_LATER), started("st-a", LATER));
    assertThat(repository().ofChannel(CHANNEL, started("st-a", LATER), 2))
        .containsExactly(started("st-b", NOW));
    assertThat(repository().ofChannel("arn:none", null, 2)).isEmpty();
  }

  @Test
  void ofChannel_broadcastsOfOneSecond_areOnOnePageEach() {
    merge(started("st-b", NOW), started("st-a", NOW), started("st-c", NOW), seen("st-d", LATER));

    List<Broadcast> pages = new ArrayList<>();
    @Nullable Broadcast before = null;
    for (int page = 0; page < 4; page++) {
      before = repository().ofChannel(CHANNEL, before, 1).get(0);
      pages.add(before);
    }

    assertThat(pages)
        .containsExactly(
            seen("st-d", LATER), started("st-c", NOW), started("st-b", NOW), started("st-a", NOW));
    assertThat(repository().ofChannel(CHANNEL, before, 1)).isEmpty();
  }

  @Test
  void inState_severalPages_areOrderedByStreamId() {
    merge(seen("st-A", NOW), started("st-b", NOW), started("st-C", NOW), ended("st-d", NOW));
    merge(verified("st-e", NOW));

    assertThat(repository().inState(Set.of(BroadcastState.LIVE), null, 10))
        .containsExactly(started("st-C", NOW), started("st-b", NOW));
    assertThat(
            repository()
                .inState(EnumSet.complementOf(EnumSet.of(BroadcastState.VERIFIED)), "st-A", 2))
        .containsExactly(started("st-C", NOW), started("st-b", NOW));
    assertThat(repository().inState(Set.of(BroadcastState.VERIFIED), "st-d", 2))
        .containsExactly(verified("st-e", NOW));
    assertThat(repository().inState(Set.of(), null, 10)).isEmpty();

    merge(ended("st-b", LATER));

    assertThat(repository().inState(Set.of(BroadcastState.LIVE), null, 10))
        .containsExactly(started("st-C", NOW));
  }

  @Test
  void claimRepair_severalServers_isGivenToOneUntilItExpires() {
    merge(seen("st-1", NOW));

    assertThat(repository().claimRepair("st-1", LATER, NOW)).isTrue();
    assertThat(otherServer().claimRepair("st-1", LATER, NOW)).isFalse();
    assertThat(otherServer().claimRepair("st-1", MUCH_LATER, LATER.minusSeconds(1))).isFalse();
    assertThat(otherServer().claimRepair("st-1", MUCH_LATER, LATER)).isTrue();
    assertThat(repository().claimRepair("st-2", LATER, NOW)).isFalse();

    assertThat(merge(seen("st-1", NOW)).broadcasts()).isEmpty();
  }
}
