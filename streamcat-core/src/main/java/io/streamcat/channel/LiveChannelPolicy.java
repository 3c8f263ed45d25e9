package io.streamcat.channel;

/** The policy for changes of a live channel. AWS rejects such changes until the stream ends. */
public enum LiveChannelPolicy {
  /**
   * Rejects the change with {@link io.streamcat.exception.ChannelLiveException}; nothing changes.
   */
  REFUSE,
  /**
   * Allows the stream to continue. The change stays pending until recovery, which checks at most
   * every 15 seconds, finds that the stream has ended.
   */
  WAIT,
  /** Stops the stream, waits for its end and then changes the channel. */
  STOP
}
