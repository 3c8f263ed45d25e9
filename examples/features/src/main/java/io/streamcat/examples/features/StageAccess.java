package io.streamcat.examples.features;

import io.streamcat.StreamCat;
import io.streamcat.emulator.EmulatedParticipant;
import io.streamcat.emulator.IvsEmulator;
import io.streamcat.realtime.ParticipantToken;
import io.streamcat.realtime.StageRole;
import io.streamcat.signing.SigningKey;
import io.streamcat.user.NewUser;
import io.streamcat.user.User;
import io.streamcat.user.UserId;

/** The admission of guests to a stage, with tokens that the application signs itself. */
public final class StageAccess {

  private StageAccess() {}

  public static void main(String[] args) {
    // An application reads its key from a secret store. IVS gets the public half only.
    SigningKey key = SigningKey.generate();
    try (IvsEmulator emulator = IvsEmulator.start();
        StreamCat streamcat =
            EmulatorSetup.connect(emulator).services(s -> s.participantSigningKey(key)).build()) {
      User todd = streamcat.users().provision(NewUser.withId("todd"));

      ParticipantToken host = streamcat.stages().token(todd.id(), todd.id(), StageRole.HOST);
      ParticipantToken guest =
          streamcat.stages().token(todd.id(), UserId.of("rita"), StageRole.GUEST);

      // The clients join with their tokens.
      emulator.participants().join(host.value().reveal());
      EmulatedParticipant rita = emulator.participants().join(guest.value().reveal());
      emulator.participants().publish(rita);
      System.out.println("on the stage: " + streamcat.stages().present(todd.id()).count());

      // IVS issues at most 50 tokens a second. Signed tokens need no call.
      System.out.println(
          "tokens issued by IVS: "
              + emulator.requests().stream()
                  .filter(request -> request.operation().equals("CreateParticipantToken"))
                  .count());

      int kicked = streamcat.stages().kick(todd.id(), UserId.of("rita"), "spam");
      System.out.println("disconnected: " + kicked);
      System.out.println("on the stage: " + streamcat.stages().present(todd.id()).count());
    }
  }
}
