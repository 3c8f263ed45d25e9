package io.streamcat.provisioning;

/** What to do about a channel that is live when it is to be changed. */
public enum WhenLive {
  /** Nothing is changed; the call fails with {@link io.streamcat.error.ChannelLiveException}. */
  REFUSE,
  /**
   * The broadcast is ended: its stream key is deleted, the stream stopped and its end waited for.
   */
  STOP
}
