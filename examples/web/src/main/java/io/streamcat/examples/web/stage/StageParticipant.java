package io.streamcat.examples.web.stage;

import io.streamcat.realtime.StageRole;
import org.jspecify.annotations.Nullable;

/**
 * A participant on a stage, for its page.
 *
 * @param id the participant's id on the stage
 * @param userId the user's id, or an empty text if the token named no user
 * @param name the username, or null if there is no such user
 * @param role the user's present role
 * @param publishing whether the participant publishes camera and microphone
 */
public record StageParticipant(
    String id, String userId, @Nullable String name, StageRole role, boolean publishing) {

  /**
   * Returns whether the owner of the stage may promote the participant.
   *
   * @return true for a viewer who is a user of the site
   */
  public boolean isPromotable() {
    return name != null && role == StageRole.VIEWER;
  }

  /**
   * Returns whether the owner of the stage may dismiss the participant.
   *
   * @return true for a guest
   */
  public boolean isDismissible() {
    return role == StageRole.GUEST;
  }
}
