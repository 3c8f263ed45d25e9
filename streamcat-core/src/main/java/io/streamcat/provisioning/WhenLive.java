package io.streamcat.provisioning;

/** What to do about a channel that is live when it is to be changed. */
public enum WhenLive {
  /** Nothing is changed; the call fails with {@link io.streamcat.error.ChannelLiveException}. */
  REFUSE,
  /**
   * The broadcast goes on: what can be changed meanwhile is changed at once, and the rest when it
   * has ended.
   */
  WAIT,
  /** The broadcast is ended: the stream is stopped and its end waited for. */
  STOP
}
