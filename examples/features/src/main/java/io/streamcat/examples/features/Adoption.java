package io.streamcat.examples.features;

import io.streamcat.StreamCat;
import io.streamcat.emulator.IvsEmulator;
import io.streamcat.exception.NotAdoptableException;
import io.streamcat.provisioning.Existing;
import io.streamcat.provisioning.ResourcePolicy;
import io.streamcat.user.NewUser;
import io.streamcat.user.User;

/** A channel that exists already becomes the channel of a user. */
public final class Adoption {

  private Adoption() {}

  public static void main(String[] args) {
    try (IvsEmulator emulator = IvsEmulator.start();
        StreamCat streamcat = EmulatorSetup.connect(emulator).build()) {
      String channel = existingChannel(emulator);

      // The channel keeps its name, its settings and its stream key. Chat room and stage are new.
      Existing existing = Existing.channel(channel).creatingMissing();
      User todd = streamcat.users().adopt(NewUser.withId("42"), existing);
      System.out.println(todd.channel().name() + " belongs to user " + todd.id());
      System.out.println("has a key: " + (todd.channel().streamKey() != null));
      System.out.println("chat room: " + todd.chatRoom().name());

      // A resource belongs to one user.
      try {
        streamcat.users().adopt(NewUser.withId("43"), existing);
      } catch (NotAdoptableException e) {
        System.out.println("rejected: " + e.reason());
      }
    }
  }

  /** Returns the channel of another application, which leaves it to this one. */
  private static String existingChannel(IvsEmulator emulator) {
    try (StreamCat other =
        EmulatorSetup.connect(emulator).users(u -> u.namespace("other-application")).build()) {
      User user = other.users().provision(NewUser.withId("1").withUsername("todd"));
      other.users().deprovision(user.id(), ResourcePolicy.RETAIN);
      return user.channel().arn();
    }
  }
}
