package io.streamcat.broadcast;

import io.streamcat.broadcast.LiveStream.Health;
import io.streamcat.exception.AwsException;
import io.streamcat.exception.StorageException;
import io.streamcat.exception.StreamCatException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
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

/**
 * A single repair, which asks AWS for what events should have reported, one broadcast after the
 * other.
 */
final class BroadcastRepair {

  private static final Logger log = LoggerFactory.getLogger(Broadcasts.class);

  private static final Set<BroadcastState> UNVERIFIED =
      EnumSet.complementOf(EnumSet.of(BroadcastState.VERIFIED));

  /**
   * The number of consecutive AWS failures after which the repair stops: they do not concern a
   * single broadcast.
   */
  private static final int FAILURES_IN_A_ROW = 5;

  private final BroadcastRepository repository;
  private final StreamSessionSource sessions;
  private final Instant verifiedBefore;

  private final Predicate<Broadcast> merge;

  private final List<String> changed = new ArrayList<>();
  private final Map<String, StreamCatException> failed = new LinkedHashMap<>();
  private int asked;
  private int failedInARow;

  /**
   * Creates a repair.
   *
   * @param now the current time
   * @param merge stores an update, and returns whether it changed the broadcast
   */
  BroadcastRepair(
      BroadcastRepository repository,
      StreamSessionSource sessions,
      Instant now,
      Predicate<Broadcast> merge) {
    this.repository = repository;
    this.sessions = sessions;
    this.verifiedBefore = now.minus(Broadcasts.VERIFIED_AFTER);
    this.merge = merge;
  }

  /**
   * Repairs the broadcasts that seem live, the live ones, and those that ended since the last
   * repair.
   */
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
    // what another server has repaired meanwhile.
    Collections.shuffle(inDoubt);
    for (String streamId : inDoubt) {
      repository
          .find(streamId)
          .filter(broadcast -> isInDoubt(broadcast, live.get(streamId)))
          .ifPresent(broadcast -> ask(broadcast.channelArn(), streamId, broadcast));
    }
    channelsOf.forEach(
        (streamId, channelArn) -> {
          if (repository.find(streamId).isEmpty()) {
            ask(channelArn, streamId, null);
          }
        });
    return report();
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
      Optional<Broadcast> update =
          session.isPresent()
              ? session.flatMap(found -> StreamSessionMapper.toBroadcast(channelArn, found))
              : forgotten(known);
      if (update.isPresent() && merge.test(verified(known, update.get()))) {
        changed.add(streamId);
      }
      failedInARow = 0;
    } catch (AwsException e) {
      log.warn(
          "AWS could not be asked about a broadcast; the next repair asks again streamId={}"
              + " channel={}: {}",
          streamId,
          channelArn,
          e);
      failed.put(streamId, e);
      failedInARow++;
    } catch (RuntimeException e) {
      if (e instanceof StorageException outage && outage.retryable()) {
        throw e;
      }
      // A contradictory response, or one that cannot be stored, concerns this broadcast only.
      log.warn("A broadcast could not be repaired streamId={} channel={}", streamId, channelArn, e);
      failed.put(
          streamId,
          e instanceof StreamCatException own
              ? own
              : new StreamCatException("the response of AWS is contradictory: " + e, false, e));
    }
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

  private RepairReport report() {
    return new RepairReport(asked, changed, failed);
  }
}
