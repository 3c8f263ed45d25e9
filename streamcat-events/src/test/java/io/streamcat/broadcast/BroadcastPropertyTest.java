package io.streamcat.broadcast;

import static io.streamcat.event.SampleEvents.CHANNEL;
import static io.streamcat.event.SampleEvents.NOW;
import static io.streamcat.event.SampleEvents.STAGE;
import static io.streamcat.event.SampleEvents.stream;
import static org.assertj.core.api.Assertions.assertThat;

import io.streamcat.event.IvsEvent;
import io.streamcat.event.RecordingStateChange;
import io.streamcat.testing.Guarantee;
import io.streamcat.testing.ManualClock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.function.Consumer;
import java.util.stream.LongStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Properties of broadcasts under any fate of their events: the result is always the same. Small
 * histories are tried exhaustively, larger ones by seed; {@code -Dstreamcat.events.seed} repeats
 * one.
 */
@Guarantee({"EVENT-01", "EVENT-02"})
class BroadcastPropertyTest {

  private static final int SEEDS = 300;

  private final ManualClock time = new ManualClock();
  private @Nullable History history;
  private BroadcastRepository repository = BroadcastRepository.inMemory();

  static LongStream seeds() {
    Long seed = Long.getLong("streamcat.events.seed");
    return seed == null ? LongStream.range(0, SEEDS) : LongStream.of(seed);
  }

  private Broadcasts server() {
    return Broadcasts.create(
        repository, history.aws(time::instant), new BroadcastListener() {}, time);
  }

  /** Returns all broadcasts, repaired long after the last of them has ended. */
  private List<Optional<Broadcast>> afterRepair() {
    time.advance(Duration.between(time.instant(), history.end()).plus(Duration.ofHours(2)));
    server().repair();
    server().repair(CHANNEL);
    return known();
  }

  private List<Optional<Broadcast>> known() {
    return history.streamIds().stream().map(repository::find).toList();
  }

  /** Returns the broadcasts after all events, delivered once and in order. */
  private List<Optional<Broadcast>> expected() {
    repository = BroadcastRepository.inMemory();
    history.events().forEach(server()::accept);
    List<Optional<Broadcast>> expected = afterRepair();
    repository = BroadcastRepository.inMemory();
    return expected;
  }

  /**
   * Returns the broadcast without what AWS cannot report again: the location of a recording and the
   * reason of a failure.
   */
  private static Optional<Broadcast> recoverable(Optional<Broadcast> known) {
    return known.map(
        b ->
            new Broadcast(
                b.streamId(),
                b.channelArn(),
                b.beganAt(),
                b.startedAt(),
                b.endedAt(),
                b.failure() == null ? null : "",
                b.health(),
                b.recording() == null
                    ? null
                    : new Recording(
                        b.recording().status(), Recording.Path.UNKNOWN, Duration.ZERO, ""),
                b.verified()));
  }

  private static final List<IvsEvent> SMALL =
      List.of(
          stream("Session Created", "st-1", NOW),
          stream("Stream Start", "st-1", NOW.plusSeconds(4)),
          stream("Starvation Start", "st-1", NOW.plusSeconds(9)),
          stream("Starvation End", "st-1", NOW.plusSeconds(9)),
          stream("Session Ended", "st-1", NOW.plusSeconds(20)),
          stream("Stream End", "st-1", NOW.plusSeconds(24)));

  @Test
  void acceptAll_everyOrderWithDuplicates_givesTheSameResult() {
    List<Broadcast> updates = BroadcastUpdates.of(SMALL, NOW).broadcasts();
    Broadcast expected = updates.stream().reduce(Broadcast::merge).orElseThrow();
    assertThat(expected.state()).isEqualTo(BroadcastState.ENDED);
    List<Integer> tried = new ArrayList<>();

    permutations(
        new ArrayList<>(updates),
        0,
        order -> {
          BroadcastRepository store = BroadcastRepository.inMemory();
          for (int i = 0; i < order.size(); i++) {
            store.merge(List.of(order.get(i), order.get(i / 2)), List.of(), NOW);
          }
          assertThat(store.find("st-1")).as("%s", order).contains(expected);
          tried.add(order.size());
        });

    assertThat(tried).hasSize(720);
  }

  private static <T> void permutations(List<T> items, int from, Consumer<List<T>> visit) {
    if (from == items.size()) {
      visit.accept(items);
    }
    for (int i = from; i < items.size(); i++) {
      Collections.swap(items, from, i);
      permutations(items, from + 1, visit);
      Collections.swap(items, from, i);
    }
  }

  @ParameterizedTest
  @MethodSource("small")
  void repair_afterEveryLoss_givesTheSameResult(long seed) {
    history = new History(seed, 1);
    List<Optional<Broadcast>> expected = expected();
    List<IvsEvent> events = history.events();

    for (int kept = 0; kept < 1 << Math.min(10, events.size()); kept++) {
      repository = BroadcastRepository.inMemory();
      for (int i = events.size() - 1; i >= 0; i--) {
        if ((kept >> i & 1) == 1) {
          server().accept(events.get(i));
        }
      }
      assertThat(afterRepair().stream().map(BroadcastPropertyTest::recoverable))
          .as("seed %d, kept %s", seed, Integer.toBinaryString(kept))
          .isEqualTo(expected.stream().map(BroadcastPropertyTest::recoverable).toList());
    }
  }

  static LongStream small() {
    return LongStream.range(0, 8);
  }

  @ParameterizedTest
  @MethodSource("seeds")
  void acceptAll_anyOrderAndNumber_givesTheSameResult(long seed) {
    Random random = new Random(seed);
    history = new History(seed, 1 + random.nextInt(6));
    history.events().forEach(server()::accept);
    List<Optional<Broadcast>> inOrder = known();
    List<Publication> publishing = repository.publishing(STAGE);
    repository = BroadcastRepository.inMemory();
    List<IvsEvent> delivered = new ArrayList<>(history.events());
    history.events().stream().filter(e -> random.nextInt(3) == 0).forEach(delivered::add);

    deliver(delivered, random, 0);

    // Checked before a repair, which would correct the effects of the order.
    assertThat(known()).as("seed %d", seed).isEqualTo(inOrder);
    assertThat(repository.publishing(STAGE)).as("seed %d", seed).isEqualTo(publishing);
  }

  @ParameterizedTest
  @MethodSource("seeds")
  void repair_afterRandomLoss_givesTheSameResult(long seed) {
    Random random = new Random(seed);
    history = new History(seed, 1 + random.nextInt(6));
    List<Optional<Broadcast>> expected = expected();
    int lost = 5 + random.nextInt(95);
    List<IvsEvent> delivered = new ArrayList<>(history.events());
    delivered.removeIf(event -> random.nextInt(100) < lost);
    history.events().stream().filter(e -> random.nextInt(100) > lost).forEach(delivered::add);

    deliver(delivered, random, 25);

    List<Optional<Broadcast>> known = afterRepair();
    assertThat(known.stream().map(BroadcastPropertyTest::recoverable))
        .as("seed %d", seed)
        .isEqualTo(expected.stream().map(BroadcastPropertyTest::recoverable).toList());
    for (IvsEvent event : delivered) {
      if (event instanceof RecordingStateChange change && !change.duration().isZero()) {
        int index = history.streamIds().indexOf(change.streamId());
        assertThat(known.get(index).map(Broadcast::recording))
            .as("seed %d", seed)
            .isEqualTo(expected.get(index).map(Broadcast::recording));
      }
    }
  }

  /**
   * Delivers the events in any order, in batches, to one of two servers, which repair with the
   * given probability in percent.
   */
  private void deliver(List<IvsEvent> events, Random random, int repairs) {
    Collections.shuffle(events, random);
    List<Broadcasts> servers = List.of(server(), server());
    int seconds = (int) Duration.between(NOW, history.end()).toSeconds() + 1;
    for (int i = 0; i < events.size(); ) {
      int next = Math.min(events.size(), i + 1 + random.nextInt(5));
      servers.get(random.nextInt(2)).acceptAll(events.subList(i, next));
      i = next;
      if (random.nextInt(100) < repairs) {
        time.advance(Duration.between(time.instant(), NOW.plusSeconds(random.nextInt(seconds))));
        servers.get(random.nextInt(2)).repair();
      }
    }
  }
}
