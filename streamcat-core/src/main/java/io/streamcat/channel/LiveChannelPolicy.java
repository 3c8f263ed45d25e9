package io.streamcat.channel;

/** The policy for changes of a channel that is live, which AWS refuses until the stream ends. */
public enum LiveChannelPolicy {
  /**
   * Rejects the change with {@link io.streamcat.exception.ChannelLiveException}; nothing changes.
   */
  REFUSE,
  /**
   * Leaves the broadcast alone; the change is pending until recovery, which looks every 15 seconds
   * at most, finds that the stream has ended.
   */
  WAIT,
  /** Stops the stream, waits for its end and then makes the change. */
  STOP
}
