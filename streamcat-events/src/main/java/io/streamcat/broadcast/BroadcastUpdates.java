package io.streamcat.broadcast;

import io.streamcat.broadcast.LiveStream.Health;
import io.streamcat.event.IvsEvent;
import io.streamcat.event.RecordingStateChange;
import io.streamcat.event.StageUpdate;
import io.streamcat.event.StreamHealthChange;
import io.streamcat.event.StreamStateChange;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The updates of broadcasts and publications that events contain. An event without such an update,
 * or without the id of its broadcast, is ignored.
 *
 * @param broadcasts the updates of broadcasts
 * @param publications the updates of publications
 */
record BroadcastUpdates(List<Broadcast> broadcasts, List<Publication> publications) {

  /**
   * Collects the updates.
   *
   * <p>A start event that arrives {@link Broadcasts#MIN_RETENTION} late may belong to a forgotten
   * broadcast. It only reports that the broadcast exists; the next repair asks AWS about it. A
   * publication that began so long ago has ended: AWS limits publications to 24 hours.
   *
   * @param now the time of the arrival
   * @throws io.streamcat.exception.InvalidInputException if an event has identifiers or times that
   *     AWS cannot have sent
   */
  static BroadcastUpdates of(Collection<? extends IvsEvent> events, Instant now) {
    BroadcastUpdates updates = new BroadcastUpdates(new ArrayList<>(), new ArrayList<>());
    Instant forgettable = now.minus(Broadcasts.MIN_RETENTION);
    events.forEach(event -> updates.add(event, forgettable));
    return updates;
  }

  boolean isEmpty() {
    return broadcasts.isEmpty() && publications.isEmpty();
  }

  private void add(IvsEvent event, Instant forgettable) {
    if (event instanceof StreamStateChange change) {
      boolean mayBeForgotten =
          change.eventName().equals(StreamStateChange.STREAM_START)
              && change.time().isBefore(forgettable);
      add(
          change.streamId(),
          change.channelArn(),
          change.time(),
          mayBeForgotten ? "" : change.eventName(),
          reason(change));
    } else if (event instanceof StreamHealthChange change) {
      add(change.streamId(), change.channelArn(), change.time(), change.eventName(), "");
    } else if (event instanceof RecordingStateChange change) {
      add(change);
    } else if (event instanceof StageUpdate update) {
      add(update, forgettable);
    }
  }

  private static String reason(StreamStateChange change) {
    return change.reason().isEmpty() ? change.code() : change.reason();
  }

  private void add(String streamId, String channelArn, Instant at, String name, String reason) {
    if (!streamId.isEmpty() && !channelArn.isEmpty()) {
      broadcasts.add(withEventName(Broadcast.seen(streamId, channelArn, at), name, at, reason));
    }
  }

  /** Applies an event name, which AWS also reports for a stream session. */
  static Broadcast withEventName(Broadcast seen, String name, Instant at, String reason) {
    return switch (name) {
      case StreamStateChange.STREAM_START -> seen.started(at);
      case StreamStateChange.STREAM_END -> seen.ended(at);
      case StreamStateChange.SESSION_ENDED ->
          reason.isEmpty() ? seen.ended(at) : seen.ended(at).failed(reason);
      case StreamStateChange.STREAM_FAILURE -> seen.ended(at).failed(reason);
      case StreamHealthChange.STARVATION_START -> seen.with(new HealthChange(at, Health.STARVING));
      case StreamHealthChange.STARVATION_END -> seen.with(new HealthChange(at, Health.HEALTHY));
      default -> {
        RecordingStatus status = status(name);
        yield status == null
            ? seen
            : seen.with(new Recording(status, Recording.Path.UNKNOWN, Duration.ZERO, reason));
      }
    };
  }

  private static @Nullable RecordingStatus status(String name) {
    return switch (name) {
      case RecordingStateChange.RECORDING_START -> RecordingStatus.STARTED;
      case RecordingStateChange.RECORDING_START_FAILURE -> RecordingStatus.START_FAILED;
      case RecordingStateChange.RECORDING_END_FAILURE -> RecordingStatus.END_FAILED;
      case RecordingStateChange.RECORDING_END -> RecordingStatus.ENDED;
      default -> null;
    };
  }

  private void add(RecordingStateChange change) {
    RecordingStatus status = status(change.recordingStatus());
    if (status == null || change.channelArn().isEmpty()) {
      return;
    }
    Recording recording =
        new Recording(
            status,
            change.keyPrefix().isEmpty()
                ? Recording.Path.UNKNOWN
                : new Recording.Path(change.bucketName(), change.keyPrefix()),
            change.duration(),
            change.reason());
    Set<String> streamIds = new LinkedHashSet<>(change.recordingSessionStreamIds());
    streamIds.add(change.streamId());
    streamIds.remove("");
    for (String streamId : streamIds) {
      broadcasts.add(Broadcast.seen(streamId, change.channelArn(), change.time()).with(recording));
    }
  }

  private void add(StageUpdate update, Instant forgettable) {
    if (update.stageArn().isEmpty()
        || update.sessionId().isEmpty()
        || update.participantId().isEmpty()) {
      return;
    }
    Instant at = update.eventTime();
    Publication seen =
        Publication.seen(
            update.stageArn(), update.sessionId(), update.participantId(), update.userId(), at);
    switch (update.eventName()) {
      case StageUpdate.PARTICIPANT_PUBLISHED ->
          publications.add(
              at.isBefore(forgettable) ? seen.published(at).ended(at) : seen.published(at));
      case StageUpdate.PARTICIPANT_UNPUBLISHED -> publications.add(seen.ended(at));
      case StageUpdate.PARTICIPANT_PUBLISH_ERROR ->
          publications.add(seen.failed(update.errorCode()));
      default -> {}
    }
  }
}
