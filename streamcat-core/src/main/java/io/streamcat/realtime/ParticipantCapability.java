package io.streamcat.realtime;

/** The permissions of a participant token. */
public enum ParticipantCapability {
  /** To send audio and video to the stage. */
  PUBLISH,
  /** To receive what other participants publish. */
  SUBSCRIBE
}
