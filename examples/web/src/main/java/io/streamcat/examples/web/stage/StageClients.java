package io.streamcat.examples.web.stage;

import io.streamcat.realtime.ParticipantToken;
import io.streamcat.user.User;

/** The clients of participants whose role changes while they are on a stage. */
@FunctionalInterface
public interface StageClients {

  /**
   * Hands a client the token of its participant's new role.
   *
   * @param owner the owner of the stage
   * @param participantId the participant's id on the stage, which stays
   * @param token the token to exchange
   */
  void exchange(User owner, String participantId, ParticipantToken token);
}
