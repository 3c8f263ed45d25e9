package io.streamcat.examples.web.emulator;

import io.streamcat.emulator.EmulatedParticipant;
import io.streamcat.emulator.IvsEmulator;
import io.streamcat.examples.web.stage.StageClients;
import io.streamcat.operations.UserStages;
import io.streamcat.realtime.ParticipantToken;
import io.streamcat.realtime.StageSession;
import io.streamcat.user.User;
import java.util.Objects;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBooleanProperty;
import org.springframework.stereotype.Component;

/** The simulated clients of stages: no camera or microphone of a browser can reach the emulator. */
@Component
@ConditionalOnBooleanProperty("streamcat.emulator.enabled")
class StageEmulator implements StageClients {

  private final IvsEmulator emulator;
  private final UserStages stages;

  StageEmulator(IvsEmulator emulator, UserStages stages) {
    this.emulator = emulator;
    this.stages = stages;
  }

  void join(ParticipantToken token) {
    emulator.participants().join(token.value().reveal());
  }

  void publish(User owner, String participantId) {
    emulator.participants().publish(participant(owner, participantId));
  }

  void unpublish(User owner, String participantId) {
    emulator.participants().unpublish(participant(owner, participantId));
  }

  void leave(User owner, String participantId) {
    emulator.participants().leave(participant(owner, participantId));
  }

  @Override
  public void exchange(User owner, String participantId, ParticipantToken token) {
    emulator
        .participants()
        .exchangeToken(participant(owner, participantId), token.value().reveal());
  }

  /**
   * Describes a participant.
   *
   * @throws IllegalArgumentException if there is no participant on the stage
   */
  private EmulatedParticipant participant(User owner, String participantId) {
    String session =
        stages
            .activeSession(owner.id())
            .map(StageSession::id)
            .orElseThrow(() -> new IllegalArgumentException("The stage is empty"));
    return new EmulatedParticipant(
        Objects.requireNonNull(owner.stage()).arn(), session, participantId);
  }
}
