package io.streamcat.realtime;

import java.util.Set;

/** What somebody is on a stage, and may therefore do. */
public enum StageRole {
  /** Publishes and subscribes; the one the stage belongs to. */
  HOST,
  /** Publishes and subscribes. */
  GUEST,
  /** Subscribes. */
  VIEWER;

  /**
   * Returns what the role may do.
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
