package io.streamcat.examples.features;

import io.streamcat.StreamCat;
import io.streamcat.emulator.IvsEmulator;
import io.streamcat.user.NewUser;
import io.streamcat.user.User;
import io.streamcat.user.UserId;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/** The removal of a user, together with the rows that the application stores about the user. */
public final class Removal {

  private Removal() {}

  public static void main(String[] args) {
    Map<UserId, String> profiles = new ConcurrentHashMap<>(); // stands for a table

    try (IvsEmulator emulator = IvsEmulator.start();
        StreamCat streamcat =
            EmulatorSetup.connect(emulator)
                // Runs when the resources are gone from AWS, and again if it fails.
                .users(u -> u.removalHook(user -> profiles.remove(user.id())))
                .build()) {
      User todd = streamcat.users().provision(NewUser.withId("todd"));
      profiles.put(todd.id(), "plays the banjo");
      emulator.startStream(todd.channel().arn());

      // Ends the broadcast, deletes the resources, and then the user.
      streamcat.users().deprovision(todd.id());

      System.out.println("resources: " + emulator.resources().size());
      System.out.println("profiles: " + profiles.size());
      System.out.println("user: " + streamcat.users().find(todd.id()).isPresent());

      // A repeated removal does no harm.
      streamcat.users().deprovision(todd.id());
    }
  }
}
