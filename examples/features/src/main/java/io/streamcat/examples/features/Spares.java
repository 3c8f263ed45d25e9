package io.streamcat.examples.features;

import io.streamcat.StreamCat;
import io.streamcat.emulator.FaultRule;
import io.streamcat.emulator.IvsEmulator;
import io.streamcat.user.NewUser;
import io.streamcat.user.User;

/** Sign-ups while AWS is away, with resources that were created before. */
public final class Spares {

  private Spares() {}

  public static void main(String[] args) {
    try (IvsEmulator emulator = IvsEmulator.start();
        StreamCat streamcat =
            EmulatorSetup.connect(emulator)
                // When fewer than two sets are ready, recovery creates more, up to three.
                .users(u -> u.spares(3, 2))
                .build()) {
      // An application calls startRecovery(Duration.ofMinutes(1)) once, and never run().
      streamcat.recovery().run();
      System.out.println("channels: " + channels(emulator));

      emulator.faults().add(FaultRule.error("*", "InternalServerException").times(0));
      User todd = streamcat.users().provision(NewUser.withId("todd"));
      System.out.println("todd is " + todd.state());

      // AWS learns the name later, and another set is created when only one is left.
      emulator.faults().clear();
      streamcat.users().provision(NewUser.withId("alice"));
      streamcat.recovery().run();
      User named = streamcat.users().find(todd.id()).orElseThrow();
      System.out.println("name: " + named.channel().name());
      System.out.println("channels: " + channels(emulator));
    }
  }

  private static long channels(IvsEmulator emulator) {
    return emulator.resources().stream()
        .filter(resource -> resource.type().equals("channel"))
        .count();
  }
}
