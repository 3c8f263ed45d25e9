package io.streamcat.broadcast;

/** What a listener is told of a broadcast. */
public enum Notification {
  /** Viewers can watch it. */
  WENT_LIVE {
    @Override
    boolean isDue(Broadcast broadcast) {
      return broadcast.startedAt() != null;
    }

    @Override
    void tell(BroadcastListener listener, Broadcast broadcast) {
      listener.wentLive(broadcast);
    }
  },
  /** Its recording is complete. */
  RECORDING_READY {
    @Override
    boolean isDue(Broadcast broadcast) {
      return broadcast.recording() != null && broadcast.recording().isReady();
    }

    @Override
    void tell(BroadcastListener listener, Broadcast broadcast) {
      listener.recordingReady(broadcast);
    }
  };

  /** What is due stays due, whatever else becomes known. */
  abstract boolean isDue(Broadcast broadcast);

  abstract void tell(BroadcastListener listener, Broadcast broadcast);
}
