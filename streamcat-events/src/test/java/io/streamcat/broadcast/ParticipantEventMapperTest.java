package io.streamcat.broadcast;

import static io.streamcat.broadcast.SampleBroadcasts.NOW;
import static io.streamcat.broadcast.SampleBroadcasts.published;
import static io.streamcat.broadcast.SampleBroadcasts.seenOf;
import static io.streamcat.broadcast.SampleBroadcasts.tied;
import static org.assertj.core.api.Assertions.assertThat;

import io.streamcat.testing.Guarantee;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.stream.LongStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

/** Tests of publications from AWS's participant events, which are listed in any order. */
@Guarantee("EVENT-25")
class ParticipantEventMapperTest {

  private static final Publication KNOWN = tied("p1", NOW);

  private static ParticipantEvent event(String name, Instant at) {
    return new ParticipantEvent(name, at);
  }

  /** Returns the state after events of which each is written as name and second, such as J0. */
  private static PublicationState state(String events) {
    List<ParticipantEvent> list = new ArrayList<>();
    for (String event : events.split(" ", -1)) {
      String name =
          switch (event.charAt(0)) {
            case 'J' -> "JOINED";
            case 'L' -> "LEFT";
            case 'P' -> "PUBLISH_STARTED";
            case 'U' -> "PUBLISH_STOPPED";
            default -> "SUBSCRIBE_STARTED";
          };
      list.add(event(name, NOW.plusSeconds(Integer.parseInt(event.substring(1))).plusMillis(700)));
    }
    return ParticipantEventMapper.toPublication(KNOWN, list)
        .map(KNOWN::merge)
        .orElse(KNOWN)
        .state();
  }

  @ParameterizedTest
  @CsvSource({
    "J0 P0 U0,          ENDED",
    "J0 P0,             ENDED",
    "J0 P0 L1 P2,       PUBLISHING",
    "J0 P0 U0 P0,       PUBLISHING",
    "U0 P0 P0 J0,       PUBLISHING",
    "J0 P0 U0 P0 U0,    ENDED",
    "J0 P0 U0 P0 L0 U0, ENDED",
    "J0 P0 U0 P0 L0,    ENDED",
    "J0 P0 U0 P0 L9,    ENDED",
    "J0 P0 U0 P0 U5,    ENDED",
    "J0 P0 U0 P5,       PUBLISHING",
    "J0 P0 U0 P5 U5,    ENDED",
    "J0 P0 U0 P5 U5 P5, PUBLISHING",
    "J0 P0 U0 L0 J0 P0, PUBLISHING",
    "J0 P0 U0 S1 S2,    ENDED",
    "P0 U0 P0 L1 J1 P1, PUBLISHING",
    "J0 P0 U0 L0 S1 J2 P2 U2 P2 L2, ENDED",
    "S0,                ENDED"
  })
  void toPublication_severalEventsInASecond_countsThem(String events, PublicationState state) {
    assertThat(state(events)).isEqualTo(state);
  }

  @Test
  void toPublication_publishingBeforeTheSecond_continues() {
    Publication known = published("p1", NOW.minusSeconds(60)).merge(tied("p1", NOW));

    Publication update =
        ParticipantEventMapper.toPublication(
                known,
                List.of(
                    event("JOINED", NOW.minusSeconds(60)),
                    event("PUBLISH_STARTED", NOW.minusSeconds(60)),
                    event("PUBLISH_STOPPED", NOW),
                    event("PUBLISH_STARTED", NOW)))
            .orElseThrow();

    assertThat(update).isEqualTo(tied("p1", NOW).resumed(NOW));
  }

  @Test
  void toPublication_participantLeavesLongAfterTheEnd_keepsTheEnd() {
    Publication update =
        ParticipantEventMapper.toPublication(
                KNOWN,
                List.of(
                    event("LEFT", NOW.plusSeconds(60)),
                    event("PUBLISH_STOPPED", NOW),
                    event("PUBLISH_STARTED", NOW),
                    event("JOINED", NOW)))
            .orElseThrow();

    assertThat(update.endedAt()).isEqualTo(NOW.plusNanos(1000));
  }

  @Test
  void toPublication_confirmedEnd_isDecidedUntilTheNextSecond() {
    Publication confirmed =
        KNOWN.merge(
            ParticipantEventMapper.toPublication(
                    KNOWN,
                    List.of(
                        event("JOINED", NOW),
                        event("PUBLISH_STARTED", NOW),
                        event("PUBLISH_STOPPED", NOW)))
                .orElseThrow());

    assertThat(confirmed.undecidedAt()).isNull();
    assertThat(confirmed.merge(KNOWN)).as("repeated events").isEqualTo(confirmed);
    assertThat(confirmed.merge(published("p1", NOW.plusSeconds(1))).state())
        .isEqualTo(PublicationState.PUBLISHING);
    assertThat(confirmed.merge(tied("p1", NOW.plusSeconds(1))).undecidedAt())
        .isEqualTo(NOW.plusSeconds(1));
  }

  @Test
  void toPublication_noEvents_isEmpty() {
    assertThat(ParticipantEventMapper.toPublication(KNOWN, List.of())).isEmpty();
  }

  static LongStream seeds() {
    return LongStream.range(0, 500);
  }

  /** Any history, listed and delivered in any order, ends with the participant's true state. */
  @ParameterizedTest
  @MethodSource("seeds")
  void repair_anyHistoryInAnyOrder_endsInTheTrueState(long seed) {
    Random random = new Random(seed);
    List<ParticipantEvent> history = new ArrayList<>();
    List<Publication> delivered = new ArrayList<>();
    boolean publishing = false;
    boolean present = false;
    Instant at = NOW;
    for (int i = 1 + random.nextInt(12); i > 0; i--) {
      at = at.plus(Duration.ofSeconds(random.nextInt(2)));
      if (!present) {
        history.add(event("JOINED", at));
        present = true;
      } else if (!publishing) {
        publishing = random.nextInt(4) > 0;
        present = publishing;
        history.add(event(publishing ? "PUBLISH_STARTED" : "LEFT", at));
        if (publishing) {
          delivered.add(published("p1", at));
        }
      } else {
        history.add(event("PUBLISH_STOPPED", at));
        delivered.add(seenOf("p1", at).ended(at));
        publishing = false;
        present = random.nextInt(4) > 0;
        if (!present) {
          history.add(event("LEFT", at));
        }
      }
    }
    Collections.shuffle(history, random);
    Collections.shuffle(delivered, random);
    if (delivered.isEmpty()) {
      return;
    }
    Publication known = delivered.stream().reduce(Publication::merge).orElseThrow();

    Publication repaired =
        ParticipantEventMapper.toPublication(known, history).map(known::merge).orElse(known);

    assertThat(repaired.state() == PublicationState.PUBLISHING)
        .as("seed %d: %s", seed, history)
        .isEqualTo(publishing);
    assertThat(repaired.publishedAt()).isEqualTo(known.publishedAt());
    assertThat(second(repaired.endedAt())).isEqualTo(known.endedAt());
    assertThat(repaired.undecidedAt()).isNull();
  }

  private static @Nullable Instant second(@Nullable Instant at) {
    return at == null ? null : at.truncatedTo(ChronoUnit.SECONDS);
  }
}
