package io.streamcat.user;

/**
 * A change of a user's channel that takes several calls to AWS. It is recorded as due before the
 * first of them, so that whoever finds it goes on with it.
 */
public enum ChannelChange {
  /** What is broadcast is to be stopped. */
  STREAM_STOP,
  /** The channel is to have a new stream key, and none of those it had. */
  STREAM_KEY
}
