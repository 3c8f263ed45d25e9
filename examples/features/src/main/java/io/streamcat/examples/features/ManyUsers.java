package io.streamcat.examples.features;

import io.streamcat.StreamCat;
import io.streamcat.emulator.IvsEmulator;
import io.streamcat.provisioning.Backlog;
import io.streamcat.user.NewUser;
import io.streamcat.user.UserId;
import java.util.stream.IntStream;

/** Many users at once, whose resources recovery creates in the background. */
public final class ManyUsers {

  private ManyUsers() {}

  public static void main(String[] args) {
    try (IvsEmulator emulator = IvsEmulator.start();
        StreamCat streamcat = EmulatorSetup.connect(emulator).build()) {
      // Records the users without a call of AWS. Those that are known already do no harm.
      Backlog.EnqueueReport report =
          streamcat
              .users()
              .enqueue(IntStream.range(0, 20).mapToObj(i -> NewUser.withId("user-" + i)));
      System.out.println("queued: " + report.queued() + ", rejected: " + report.rejected().size());
      System.out.println("resources: " + emulator.resources().size());

      // AWS allows five creates of each kind in a second.
      System.out.println("takes at least: " + streamcat.users().backlog().expectedTime());

      // One of them signs up meanwhile, and need not wait for the others.
      System.out.println(
          "user-7 is " + streamcat.users().provision(NewUser.withId("user-7")).state());

      // An application calls startRecovery(Duration.ofMinutes(1)) once, and never run().
      streamcat.recovery().run();
      System.out.println("waiting: " + streamcat.users().backlog().waiting());
      System.out.println(
          "user-19 is " + streamcat.users().find(UserId.of("user-19")).orElseThrow().state());
    }
  }
}
