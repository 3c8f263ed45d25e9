package io.streamcat.broadcast;

import io.streamcat.broadcast.LiveStream.Health;
import io.streamcat.exception.AwsException;
import io.streamcat.exception.StorageException;
import io.streamcat.exception.StreamCatException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** One repair: asks AWS for what events should have told, one broadcast after the other. */
final class BroadcastRepair {

  private static final Logger log = LoggerFactory.getLogger(Broadcasts.class);

  private static final Set<BroadcastState> UNVERIFIED =
      EnumSet.complementOf(EnumSet.of(BroadcastState.VERIFIED));

  /** So many failures of AWS one after the other are not about broadcasts: the rest waits. */
  private static final int FAILURES_IN_A_ROW = 5;

  private final BroadcastRepository repository;
  private final StreamSessionSource sessions;
  private final Instant verifiedBefore;

  private final Predicate<Broadcast> learn;

  private final List<String> changed = new ArrayList<>();
  private final Map<String, StreamCatException> failed = new LinkedHashMap<>();
  private int asked;
  private int failedInARow;

  /**
   * Prepares a repair.
   *
   * @param now what time it is
   * @param learn stores a fact, and tells whether it was new
   */
  BroadcastRepair(
      BroadcastRepository repository,
      StreamSessionSource sessions,
      Instant now,
      Predicate<Broadcast> learn) {
    this.repository = repository;
    this.sessions = sessions;
    this.verifiedBefore = now.minus(Broadcasts.VERIFIED_AFTER);
    this.learn = learn;
  }

  /** Repairs what seems to go on, what goes on, and what has ended since the last time. */
  RepairReport all() {
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
    Pages.forEach(
        repository,
        UNVERIFIED,
        broadcast -> {
          channelsOf.remove(broadcast.streamId());
          if (isInDoubt(broadcast, live.get(broadcast.streamId()))) {
            ask(broadcast.channelArn(), broadcast.streamId(), broadcast);
          }
        });
    channelsOf.forEach(
        (streamId, channelArn) -> {
          if (repository.find(streamId).isEmpty()) {
            ask(channelArn, streamId, null);
          }
        });
    return report();
  }

  /** Repairs all broadcasts of a channel that AWS remembers. */
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
    return report();
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
    if (failedInARow == FAILURES_IN_A_ROW) {
      return;
    }
    asked++;
    try {
      Optional<StreamSession> session = sessions.streamSession(channelArn, streamId);
      Optional<Broadcast> fact =
          session.isPresent()
              ? session.flatMap(told -> SessionFacts.of(channelArn, told))
              : forgotten(known);
      if (fact.isPresent() && learn.test(verified(known, fact.get()))) {
        changed.add(streamId);
      }
      failedInARow = 0;
    } catch (StorageException e) {
      throw e;
    } catch (AwsException e) {
      log.warn("AWS could not be asked about broadcast {} of {}: {}", streamId, channelArn, e);
      failed.put(streamId, e);
      failedInARow++;
    } catch (RuntimeException e) {
      // An answer that makes no sense is about this broadcast alone.
      log.warn("A broadcast could not be repaired streamId={} channel={}", streamId, channelArn, e);
      failed.put(
          streamId,
          e instanceof StreamCatException own
              ? own
              : new StreamCatException("AWS's answer makes no sense: " + e, false, e));
    }
  }

  /**
   * What AWS knows no more has ended, at the latest moment that anything is known of it: should an
   * event tell the end after all, it is later. What is new AWS may not know yet.
   */
  private Optional<Broadcast> forgotten(@Nullable Broadcast known) {
    return Optional.ofNullable(known)
        .filter(broadcast -> !broadcast.lastSeenAt().isAfter(verifiedBefore))
        .map(
            broadcast ->
                broadcast.endedAt() == null ? broadcast.ended(broadcast.lastSeenAt()) : broadcast);
  }

  private Broadcast verified(@Nullable Broadcast known, Broadcast fact) {
    return isOver(known == null ? fact : known.merge(fact)) ? fact.asVerified() : fact;
  }

  private RepairReport report() {
    return new RepairReport(asked, changed, failed);
  }
}
