package io.streamcat.broadcast;

/** The notifications that a listener gets about a broadcast. */
public enum Notification {
  /** Viewers can watch the broadcast. */
  WENT_LIVE {
    @Override
    boolean isTriggeredBy(Broadcast broadcast) {
      return broadcast.startedAt() != null;
    }

    @Override
    void deliver(BroadcastListener listener, Broadcast broadcast) {
      listener.wentLive(broadcast);
    }
  },
  /** The recording of the broadcast is complete. */
  RECORDING_READY {
    @Override
    boolean isTriggeredBy(Broadcast broadcast) {
      return broadcast.recording() != null && broadcast.recording().isReady();
    }

    @Override
    void deliver(BroadcastListener listener, Broadcast broadcast) {
      listener.recordingReady(broadcast);
    }
  };

  /**
   * Returns whether the broadcast triggers the notification; later updates do not change the
   * result.
   */
  abstract boolean isTriggeredBy(Broadcast broadcast);

  abstract void deliver(BroadcastListener listener, Broadcast broadcast);
}
