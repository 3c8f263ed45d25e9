package io.streamcat.realtime;

/** What a participant token allows. */
public enum ParticipantCapability {
  /** Sending audio and video to the stage. */
  PUBLISH,
  /** Receiving what others publish. */
  SUBSCRIBE
}
