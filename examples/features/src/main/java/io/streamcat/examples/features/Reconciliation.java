package io.streamcat.examples.features;

import io.streamcat.StreamCat;
import io.streamcat.StreamCatBuilder;
import io.streamcat.emulator.IvsEmulator;
import io.streamcat.provisioning.Finding;
import io.streamcat.provisioning.ReconciliationPlan;
import io.streamcat.provisioning.ReconciliationReport;
import io.streamcat.repository.UserRepository;
import io.streamcat.user.NewUser;
import io.streamcat.user.User;
import java.time.Clock;
import java.time.Duration;

/** The repair of a difference between users and AWS: a chat room that was deleted by hand. */
public final class Reconciliation {

  private Reconciliation() {}

  public static void main(String[] args) {
    UserRepository users = UserRepository.inMemory(); // stands for a database
    try (IvsEmulator emulator = IvsEmulator.start()) {
      // The namespace marks the resources of this application in the account.
      StreamCatBuilder settings =
          EmulatorSetup.connect(emulator)
              .storage(s -> s.users(users))
              .users(u -> u.namespace("features"));

      try (StreamCat streamcat = settings.build()) {
        User todd = streamcat.users().provision(NewUser.withId("todd"));
        streamcat.chatRoomService().delete(todd.chatRoom().arn()); // by hand
      }

      // Reconciliation never changes resources that are younger than an hour, so it runs later.
      Clock tomorrow = Clock.offset(Clock.systemUTC(), Duration.ofDays(1));
      try (StreamCat streamcat = settings.clock(tomorrow).build()) {
        ReconciliationPlan plan = streamcat.reconciler().plan(); // changes nothing
        for (Finding finding : plan.findings()) {
          System.out.println(finding.type() + " " + finding.kind() + " of " + finding.userId());
        }

        // Apply only what you accept.
        ReconciliationReport report =
            streamcat.reconciler().apply(plan.only(f -> f.type() == Finding.Type.MISSING));
        System.out.println(report);
        System.out.println("findings now: " + streamcat.reconciler().plan().findings().size());
      }
    }
  }
}
