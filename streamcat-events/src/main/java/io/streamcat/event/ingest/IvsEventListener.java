package io.streamcat.event.ingest;

import io.streamcat.event.CompositionStateChange;
import io.streamcat.event.IvsEvent;
import io.streamcat.event.LimitBreach;
import io.streamcat.event.ParticipantRecordingStateChange;
import io.streamcat.event.RecordingStateChange;
import io.streamcat.event.StreamHealthChange;
import io.streamcat.event.StreamStateChange;

/**
 * A listener for events, after they have been stored.
 *
 * <p>Each event is delivered at least once, and in any order. If the listener throws, the event
 * counts as failed: its source redelivers it, and a queue moves it to the dead-letter queue after
 * too many attempts. Redrive that queue to deliver its events again. A redelivered event is
 * delivered to the listener again, although it changes nothing in the store, so implementations
 * must be idempotent; {@link io.streamcat.event.EventHeader#id} identifies an event.
 * Implementations must be thread-safe.
 *
 * @see EventIngester#notifying
 */
public interface IvsEventListener {

  /**
   * Called for every event, by default to call the method for its type.
   *
   * @param event the event
   */
  default void onEvent(IvsEvent event) {
    if (event instanceof StreamStateChange change) {
      onStreamState(change);
    } else if (event instanceof StreamHealthChange change) {
      onStreamHealth(change);
    } else if (event instanceof LimitBreach breach) {
      limitBreached(breach);
    } else if (event instanceof RecordingStateChange change) {
      onRecordingState(change);
    } else if (event instanceof ParticipantRecordingStateChange change) {
      onParticipantRecordingState(change);
    } else if (event instanceof CompositionStateChange change) {
      onCompositionState(change);
    }
  }

  private void onStreamState(StreamStateChange event) {
    switch (event.eventName()) {
      case StreamStateChange.STREAM_END -> streamEnded(event);
      case StreamStateChange.STREAM_FAILURE -> streamFailed(event);
      default -> {}
    }
  }

  private void onStreamHealth(StreamHealthChange event) {
    switch (event.eventName()) {
      case StreamHealthChange.STARVATION_START -> starving(event);
      case StreamHealthChange.STARVATION_END -> recovered(event);
      default -> {}
    }
  }

  private void onRecordingState(RecordingStateChange event) {
    switch (event.recordingStatus()) {
      case RecordingStateChange.RECORDING_START_FAILURE,
          RecordingStateChange.RECORDING_END_FAILURE ->
          recordingFailed(event);
      default -> {}
    }
  }

  private void onParticipantRecordingState(ParticipantRecordingStateChange event) {
    switch (event.eventName()) {
      case RecordingStateChange.RECORDING_END -> participantRecordingReady(event);
      case RecordingStateChange.RECORDING_START_FAILURE,
          RecordingStateChange.RECORDING_END_FAILURE ->
          participantRecordingFailed(event);
      default -> {}
    }
  }

  private void onCompositionState(CompositionStateChange event) {
    switch (event.eventName()) {
      case CompositionStateChange.SESSION_START -> compositionStarted(event);
      case CompositionStateChange.SESSION_END -> compositionEnded(event);
      case CompositionStateChange.SESSION_FAILURE -> compositionFailed(event);
      case CompositionStateChange.DESTINATION_FAILURE -> compositionDestinationFailed(event);
      default -> {}
    }
  }

  /**
   * Called when a broadcast has ended.
   *
   * @param event the event
   */
  default void streamEnded(StreamStateChange event) {}

  /**
   * Called when a broadcast has failed.
   *
   * @param event the event, with the reason
   */
  default void streamFailed(StreamStateChange event) {}

  /**
   * Called when less data arrives from an encoder than viewers need.
   *
   * @param event the event
   */
  default void starving(StreamHealthChange event) {}

  /**
   * Called when enough data arrives from an encoder again.
   *
   * @param event the event
   */
  default void recovered(StreamHealthChange event) {}

  /**
   * Called when a limit of a broadcast or of the account was exceeded.
   *
   * @param event the event
   */
  default void limitBreached(LimitBreach event) {}

  /**
   * Called when the recording of a broadcast could not be started or completed.
   *
   * @param event the event, with the reason
   */
  default void recordingFailed(RecordingStateChange event) {}

  /**
   * Called when the recording of a stage participant is complete.
   *
   * @param event the event, with the bucket and the key prefix of the recording
   */
  default void participantRecordingReady(ParticipantRecordingStateChange event) {}

  /**
   * Called when the recording of a stage participant could not be started or completed.
   *
   * @param event the event
   */
  default void participantRecordingFailed(ParticipantRecordingStateChange event) {}

  /**
   * Called when a composition receives its stage.
   *
   * @param event the event
   */
  default void compositionStarted(CompositionStateChange event) {}

  /**
   * Called when a composition has ended.
   *
   * @param event the event
   */
  default void compositionEnded(CompositionStateChange event) {}

  /**
   * Called when a composition has failed.
   *
   * @param event the event, with the reason
   */
  default void compositionFailed(CompositionStateChange event) {}

  /**
   * Called when a destination of a composition has failed.
   *
   * @param event the event, with the destination and the reason
   */
  default void compositionDestinationFailed(CompositionStateChange event) {}
}
