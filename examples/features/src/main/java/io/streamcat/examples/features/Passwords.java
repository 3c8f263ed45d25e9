package io.streamcat.examples.features;

import io.streamcat.StreamCat;
import io.streamcat.emulator.IvsEmulator;
import io.streamcat.exception.InvalidInputException;
import io.streamcat.user.NewUser;
import io.streamcat.user.User;

/** Log-ins with passwords, and sessions that end after a change of the password. */
public final class Passwords {

  private Passwords() {}

  public static void main(String[] args) {
    try (IvsEmulator emulator = IvsEmulator.start();
        StreamCat streamcat = EmulatorSetup.connect(emulator).build()) {
      String password = "purple kettle on a slow train";
      streamcat.users().provision(NewUser.of("todd", password)); // only a hash is stored

      User todd = streamcat.passwords().authenticate("Todd", password).orElseThrow();
      long session = todd.sessionVersion(); // the application stores it in the session
      System.out.println("logged in: " + todd.username());
      System.out.println(
          "wrong password: " + streamcat.passwords().authenticate("todd", "a guess").isPresent());

      try {
        streamcat.passwords().change(todd.id(), password, "password");
      } catch (InvalidInputException e) {
        System.out.println("rejected: " + e.field());
      }

      User changed =
          streamcat.passwords().change(todd.id(), password, "green lamp above the river");
      System.out.println("old sessions end: " + (changed.sessionVersion() > session));
      System.out.println(
          "old password: " + streamcat.passwords().authenticate("todd", password).isPresent());
    }
  }
}
