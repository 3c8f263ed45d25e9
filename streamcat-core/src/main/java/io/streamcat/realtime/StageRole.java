package io.streamcat.realtime;

import io.streamcat.realtime.ParticipantTokenRequest.ParticipantCapability;
import java.util.Set;

/** The role of a participant on a stage, which determines the participant's permissions. */
public enum StageRole {
  /** Publishes and subscribes, and owns the stage. */
  HOST,
  /** Publishes and subscribes. */
  GUEST,
  /** Subscribes. */
  VIEWER;

  /**
   * Returns the permissions of the role.
   *
   * @return the capabilities; unmodifiable
   */
  public Set<ParticipantCapability> capabilities() {
    return switch (this) {
      case HOST, GUEST -> Set.of(ParticipantCapability.values());
      case VIEWER -> Set.of(ParticipantCapability.SUBSCRIBE);
    };
  }
}
