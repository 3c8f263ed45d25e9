package io.streamcat.examples.web.stage;

import io.streamcat.examples.web.playback.Playback;
import io.streamcat.operations.UserStages;
import io.streamcat.user.User;
import io.streamcat.user.UserId;
import org.springframework.stereotype.Component;

/** Ends the connections of users who lost their access. */
@Component
public class Expulsion {

  private final UserStages stages;
  private final Playback playback;

  Expulsion(UserStages stages, Playback playback) {
    this.stages = stages;
    this.playback = playback;
  }

  /**
   * Removes a user from the owner's stage, and ends their playback of the owner's private channel.
   * May be repeated.
   *
   * @param owner the owner of stage and channel
   * @param user the user to remove
   * @throws io.streamcat.exception.AwsException if one of the two could not be ended
   */
  public void expel(User owner, UserId user) {
    try {
      playback.revoke(owner, user);
    } finally {
      if (owner.stage() != null) {
        stages.kick(owner.id(), user, "");
      }
    }
  }
}
