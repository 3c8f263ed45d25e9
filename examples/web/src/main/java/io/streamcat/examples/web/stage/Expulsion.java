package io.streamcat.examples.web.stage;

import io.streamcat.examples.web.playback.Playback;
import io.streamcat.operations.UserStages;
import io.streamcat.user.User;
import io.streamcat.user.UserId;
import org.springframework.stereotype.Component;

/** Ends what somebody was let in to, for those who may not come back. */
@Component
public class Expulsion {

  private final UserStages stages;
  private final Playback viewing;

  Expulsion(UserStages stages, Playback viewing) {
    this.stages = stages;
    this.viewing = viewing;
  }

  /**
   * Takes somebody off a user's stage, and ends what they watch of the user's private channel. It
   * may be done again.
   *
   * @param owner whose stage and channel
   * @param who leaves
   * @throws io.streamcat.exception.AwsException if one of both could not be ended
   */
  public void expel(User owner, UserId who) {
    try {
      viewing.revoke(owner, who);
    } finally {
      if (owner.stage() != null) {
        stages.kick(owner.id(), who, "");
      }
    }
  }
}
