package io.streamcat.broadcast;

/** The notifications that a listener gets about a broadcast. */
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

  /** Returns whether the notification is due; further facts do not change that. */
  abstract boolean isDue(Broadcast broadcast);

  abstract void tell(BroadcastListener listener, Broadcast broadcast);
}
