package io.streamcat.broadcast;

import io.streamcat.broadcast.LiveStream.Health;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.BiPredicate;
import org.jspecify.annotations.Nullable;

/**
 * A single repair, which asks AWS for what events should have reported, one broadcast or
 * publication after the other.
 */
final class BroadcastRepair {

  private static final Set<BroadcastState> UNVERIFIED =
      EnumSet.complementOf(EnumSet.of(BroadcastState.VERIFIED));

  /** The time after which AWS is expected to list the events of a participant. */
  private static final Duration LISTED_AFTER = Duration.ofMinutes(1);

  private final BroadcastRepository repository;
  private final SessionSource sessions;
  private final Clock clock;
  private final Instant verifiedBefore;

  private final BiPredicate<List<Broadcast>, List<Publication>> merge;
  private final RepairQuestions questions = new RepairQuestions();

  /**
   * Creates a repair.
   *
   * @param clock the clock, whose present time is that of the repair
   * @param merge stores updates, and returns whether they changed anything
   */
  BroadcastRepair(
      BroadcastRepository repository,
      SessionSource sessions,
      Clock clock,
      BiPredicate<List<Broadcast>, List<Publication>> merge) {
    this.repository = repository;
    this.sessions = sessions;
    this.clock = clock;
    this.verifiedBefore = clock.instant().minus(Broadcasts.VERIFIED_AFTER);
    this.merge = merge;
  }

  /**
   * Repairs the broadcasts that seem live, the live ones, those that ended since the last repair,
   * and the undecided publications.
   */
  RepairReport all() {
    // First, because an application without channels may have no right to list live streams.
    publications();
    questions.beginKind();
    Map<String, String> channelsOf = new HashMap<>();
    Map<String, LiveStream> live = new HashMap<>();
    sessions
        .liveStreams()
        .forEach(
            (channelArn, stream) -> {
              if (stream.streamId() != null) {
                channelsOf.put(stream.streamId(), channelArn);
                live.put(stream.streamId(), stream);
              }
            });
    List<String> inDoubt = new ArrayList<>();
    Pages.forEach(
        repository,
        UNVERIFIED,
        broadcast -> {
          channelsOf.remove(broadcast.streamId());
          if (isInDoubt(broadcast, live.get(broadcast.streamId()))) {
            inDoubt.add(broadcast.streamId());
          }
        });
    // Servers that repair at the same time share the work: each has an order of its own, and skips
    // what another server has claimed or repaired meanwhile.
    Collections.shuffle(inDoubt);
    for (String streamId : inDoubt) {
      if (questions.isGivenUp()) {
        // A claim without a question would keep the other servers from asking.
        break;
      }
      repository
          .find(streamId)
          .filter(broadcast -> isInDoubt(broadcast, live.get(streamId)))
          .filter(broadcast -> claim(streamId))
          .ifPresent(broadcast -> ask(broadcast.channelArn(), streamId, broadcast));
    }
    channelsOf.forEach(
        (streamId, channelArn) -> {
          if (!questions.isGivenUp() && repository.find(streamId).isEmpty()) {
            ask(channelArn, streamId, null);
          }
        });
    return questions.report();
  }

  private boolean claim(String streamId) {
    Instant now = clock.instant();
    return repository.claimRepair(streamId, now, now.minus(Broadcasts.REPAIR_PAUSE));
  }

  /** Repairs all broadcasts of a channel that AWS still has. */
  RepairReport channel(String channelArn) {
    sessions
        .streamSessions(channelArn)
        .forEach(
            streamId -> {
              Broadcast known = repository.find(streamId).orElse(null);
              if (known == null || known.state() != BroadcastState.VERIFIED) {
                ask(channelArn, streamId, known);
              }
            });
    return questions.report();
  }

  private boolean isInDoubt(Broadcast known, @Nullable LiveStream live) {
    return switch (known.state()) {
      case STARTING -> true;
      case LIVE ->
          live == null
              || (live.health() != Health.UNKNOWN
                  && known.isHealthy() != (live.health() == Health.HEALTHY));
      case ENDED -> isOver(known);
      case VERIFIED -> false;
    };
  }

  private boolean isOver(Broadcast sum) {
    return sum.endedAt() != null && !sum.endedAt().isAfter(verifiedBefore);
  }

  private void ask(String channelArn, String streamId, @Nullable Broadcast known) {
    questions.ask(
        streamId,
        channelArn,
        () -> {
          Optional<StreamSession> session = sessions.streamSession(channelArn, streamId);
          Optional<Broadcast> update =
              session.isPresent()
                  ? session.flatMap(found -> StreamSessionMapper.toBroadcast(channelArn, found))
                  : forgotten(known);
          return update.isPresent()
              && merge.test(List.of(verified(known, update.get())), List.of());
        });
  }

  /**
   * Repairs publications that began and ended within one second, once AWS lists their events. An
   * answer is expected soon, so older ones are no longer asked about.
   */
  private void publications() {
    Instant listed = clock.instant().minus(LISTED_AFTER);
    Pages.<Publication>forEach(
        (after, limit) -> repository.undecided(verifiedBefore, after, limit),
        publication -> {
          Instant undecidedAt = publication.undecidedAt();
          if (undecidedAt != null && !undecidedAt.isAfter(listed)) {
            ask(publication);
          }
        });
  }

  private void ask(Publication undecided) {
    questions.ask(
        undecided.key(),
        undecided.stageArn(),
        () ->
            ParticipantEventMapper.toPublication(
                    undecided,
                    sessions.participantEvents(
                        undecided.stageArn(), undecided.sessionId(), undecided.participantId()))
                .filter(update -> merge.test(List.of(), List.of(update)))
                .isPresent());
  }

  /**
   * Returns the update for a broadcast that AWS no longer has. Such a broadcast has ended, at the
   * time of its latest known event; a later end event will move the end. If the broadcast is new,
   * AWS may not report it yet, and there is no update.
   */
  private Optional<Broadcast> forgotten(@Nullable Broadcast known) {
    return Optional.ofNullable(known)
        .filter(broadcast -> !broadcast.lastSeenAt().isAfter(verifiedBefore))
        .map(
            broadcast ->
                broadcast.endedAt() == null ? broadcast.ended(broadcast.lastSeenAt()) : broadcast);
  }

  private Broadcast verified(@Nullable Broadcast known, Broadcast update) {
    return isOver(known == null ? update : known.merge(update)) ? update.asVerified() : update;
  }
}
