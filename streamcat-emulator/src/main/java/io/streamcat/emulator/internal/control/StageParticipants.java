package io.streamcat.emulator.internal.control;

import io.streamcat.emulator.EmulatedParticipant;
import io.streamcat.emulator.Participants;
import io.streamcat.emulator.internal.controlplane.Joined;
import io.streamcat.emulator.internal.controlplane.StageBackend;
import java.util.Map;
import java.util.function.Supplier;

/** An implementation of {@link Participants} on the control plane. */
public final class StageParticipants implements Participants {
  private final StageBackend stages;

  public StageParticipants(StageBackend stages) {
    this.stages = stages;
  }

  @Override
  public EmulatedParticipant join(String token) {
    return join(token, Map.of());
  }

  @Override
  public EmulatedParticipant join(String token, Map<String, String> client) {
    return joined(() -> stages.join(token, client));
  }

  @Override
  public EmulatedParticipant join(String stageArn, String userId) {
    return join(stageArn, userId, Map.of());
  }

  @Override
  public EmulatedParticipant join(String stageArn, String userId, Map<String, String> client) {
    return joined(() -> stages.join(stageArn, userId, client));
  }

  @Override
  public EmulatedParticipant broadcast(String streamKey) {
    return joined(() -> stages.broadcast(streamKey));
  }

  @Override
  public void publish(EmulatedParticipant participant) {
    Unchecked.run(() -> stages.publish(participant.stageArn(), participant.participantId(), true));
  }

  @Override
  public void unpublish(EmulatedParticipant participant) {
    Unchecked.run(() -> stages.publish(participant.stageArn(), participant.participantId(), false));
  }

  @Override
  public void subscribe(EmulatedParticipant participant, EmulatedParticipant publisher) {
    subscribe(participant, publisher, true);
  }

  @Override
  public void unsubscribe(EmulatedParticipant participant, EmulatedParticipant publisher) {
    subscribe(participant, publisher, false);
  }

  private void subscribe(
      EmulatedParticipant participant, EmulatedParticipant publisher, boolean subscribe) {
    Unchecked.run(
        () ->
            stages.subscribe(
                participant.stageArn(),
                participant.participantId(),
                publisher.participantId(),
                subscribe));
  }

  @Override
  public void exchangeToken(EmulatedParticipant participant, String token) {
    Unchecked.run(
        () -> stages.exchangeToken(participant.stageArn(), participant.participantId(), token));
  }

  @Override
  public void leave(EmulatedParticipant participant) {
    Unchecked.run(() -> stages.leave(participant.stageArn(), participant.participantId()));
  }

  private static EmulatedParticipant joined(Supplier<Joined> action) {
    Joined joined = Unchecked.call(action);
    return new EmulatedParticipant(joined.stageArn(), joined.sessionId(), joined.participantId());
  }
}
