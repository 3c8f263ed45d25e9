package io.streamcat.emulator;

import io.streamcat.emulator.internal.model.ApiException;
import io.streamcat.emulator.internal.resource.ControlPlane;
import io.streamcat.emulator.internal.resource.Joined;
import java.util.function.Supplier;

/** Turns what a test says in Java into what happens on the stages. */
final class StageParticipants implements Participants {
  private final ControlPlane controlPlane;

  StageParticipants(ControlPlane controlPlane) {
    this.controlPlane = controlPlane;
  }

  @Override
  public EmulatedParticipant join(String token) {
    return joined(() -> controlPlane.join(token));
  }

  @Override
  public EmulatedParticipant join(String stageArn, String userId) {
    return joined(() -> controlPlane.join(stageArn, userId));
  }

  @Override
  public EmulatedParticipant broadcast(String streamKey) {
    return joined(() -> controlPlane.broadcast(streamKey));
  }

  @Override
  public void publish(EmulatedParticipant who) {
    run(() -> controlPlane.publish(who.stageArn(), who.participantId(), true));
  }

  @Override
  public void unpublish(EmulatedParticipant who) {
    run(() -> controlPlane.publish(who.stageArn(), who.participantId(), false));
  }

  @Override
  public void leave(EmulatedParticipant who) {
    run(() -> controlPlane.leave(who.stageArn(), who.participantId()));
  }

  private static EmulatedParticipant joined(Supplier<Joined> action) {
    try {
      Joined joined = action.get();
      return new EmulatedParticipant(joined.stageArn(), joined.sessionId(), joined.participantId());
    } catch (ApiException e) {
      throw unchecked(e);
    }
  }

  private static void run(Runnable action) {
    try {
      action.run();
    } catch (ApiException e) {
      throw unchecked(e);
    }
  }

  private static RuntimeException unchecked(ApiException e) {
    String message = String.valueOf(e.getMessage());
    return e.code().equals("ConflictException")
        ? new IllegalStateException(message, e)
        : new IllegalArgumentException(message, e);
  }
}
