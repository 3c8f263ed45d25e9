package io.streamcat.broadcast;

import static java.util.stream.Collectors.counting;
import static java.util.stream.Collectors.groupingBy;

import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Collection;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * A mapper from AWS's participant events to publications. Times are cut to seconds, as EventBridge
 * does.
 *
 * <p>The events of a second are counted, because AWS documents no order of them: its examples list
 * events oldest first, latest first, and both ways within one list. The counts suffice. Beginnings
 * and ends alternate, so a participant publishes after a second in which it has begun once more
 * than it has stopped, including a publication from before that second.
 *
 * <p>If it has stopped for good, the update ends a moment after that second. This is later than the
 * beginning, so that AWS is not asked again.
 */
final class ParticipantEventMapper {

  /** The smallest difference that all stores keep. */
  private static final Duration MOMENT = Duration.of(1, ChronoUnit.MICROS);

  private final Publication known;
  private @Nullable Publication merged;

  /** True once an event of joining or leaving was listed; before, the participant is present. */
  private boolean joinListed;

  private boolean present;
  private boolean publishing;

  private ParticipantEventMapper(Publication known) {
    this.known = known;
  }

  /** Returns the publication as AWS's events report it, or empty if none of them concerns it. */
  static Optional<Publication> toPublication(
      Publication known, Collection<ParticipantEvent> events) {
    SortedMap<Instant, Map<String, Long>> seconds =
        events.stream()
            .collect(
                groupingBy(
                    event -> event.at().truncatedTo(ChronoUnit.SECONDS),
                    TreeMap::new,
                    groupingBy(ParticipantEvent::name, counting())));
    ParticipantEventMapper mapper = new ParticipantEventMapper(known);
    seconds.forEach(mapper::add);
    return Optional.ofNullable(mapper.merged);
  }

  private void add(Instant second, Map<String, Long> counts) {
    long started = counts.getOrDefault("PUBLISH_STARTED", 0L);
    long stopped = counts.getOrDefault("PUBLISH_STOPPED", 0L);
    long joined = counts.getOrDefault("JOINED", 0L);
    long left = counts.getOrDefault("LEFT", 0L);
    joinListed |= joined + left > 0;
    present = !joinListed || joined - left + (present ? 1 : 0) > 0;
    boolean gone = left > 0 && !present;
    boolean active = publishing || started > 0;
    publishing = !gone && started - stopped + (publishing ? 1 : 0) > 0;
    Publication seen =
        Publication.seen(
            known.stageArn(), known.sessionId(), known.participantId(), known.userId(), second);
    if (started > 0) {
      merge(seen.published(second));
    }
    if (stopped > 0 || (gone && active)) {
      merge(seen.ended(publishing || started == 0 ? second : second.plus(MOMENT)));
    }
    if (publishing && started > 0 && stopped > 0) {
      merge(seen.resumed(second));
    }
  }

  private void merge(Publication update) {
    merged = merged == null ? update : merged.merge(update);
  }
}
