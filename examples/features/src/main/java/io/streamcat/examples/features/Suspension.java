package io.streamcat.examples.features;

import io.streamcat.StreamCat;
import io.streamcat.emulator.IvsEmulator;
import io.streamcat.exception.UserSuspendedException;
import io.streamcat.secret.Secret;
import io.streamcat.user.NewUser;
import io.streamcat.user.User;
import java.time.Duration;
import java.time.Instant;

/** A user who is stopped for a week, and who sees the reason. */
public final class Suspension {

  private Suspension() {}

  public static void main(String[] args) {
    try (IvsEmulator emulator = IvsEmulator.start();
        StreamCat streamcat = EmulatorSetup.connect(emulator).build()) {
      User todd = streamcat.users().provision(NewUser.withId("todd"));
      Secret old = streamcat.channels().ingest(todd.id()).streamKey().value();
      emulator.startStream(todd.channel().arn());

      // Stops the stream and revokes the key. Channel, chat room and stage stay.
      Instant until = Instant.now().plus(Duration.ofDays(7));
      streamcat.suspensions().suspend(todd.id(), "Your stream showed a film.", until);
      System.out.println("live: " + streamcat.channels().state(todd.id()).isLive());

      // What the user asks for is refused with the reason, also on other servers.
      try {
        streamcat.channels().ingest(todd.id());
      } catch (UserSuspendedException e) {
        System.out.println("refused: " + e.reason());
        System.out.println("ends: " + e.until().isPresent());
      }

      // An administrator reinstates the user, or recovery does at the end of the week.
      User reinstated = streamcat.suspensions().reinstate(todd.id());
      Secret fresh = reinstated.channel().streamKey().value();
      System.out.println("another key: " + !fresh.reveal().equals(old.reveal()));
    }
  }
}
