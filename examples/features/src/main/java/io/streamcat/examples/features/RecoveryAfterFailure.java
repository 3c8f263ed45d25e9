package io.streamcat.examples.features;

import io.streamcat.StreamCat;
import io.streamcat.StreamCatBuilder;
import io.streamcat.emulator.FaultRule;
import io.streamcat.emulator.IvsEmulator;
import io.streamcat.exception.ProvisioningException;
import io.streamcat.provisioning.FailurePolicy;
import io.streamcat.repository.UserRepository;
import io.streamcat.user.NewUser;
import io.streamcat.user.UserId;
import java.time.Clock;
import java.time.Duration;

/** The completion of a registration that failed on another server. */
public final class RecoveryAfterFailure {

  private RecoveryAfterFailure() {}

  public static void main(String[] args) {
    UserRepository users = UserRepository.inMemory(); // stands for a shared database
    try (IvsEmulator emulator = IvsEmulator.start()) {
      StreamCatBuilder settings =
          EmulatorSetup.connect(emulator)
              .storage(s -> s.users(users))
              .users(
                  u ->
                      u.failurePolicy(
                          FailurePolicy.RESUME)); // the default, ROLL_BACK, removes the user

      try (StreamCat server = settings.build()) {
        // AWS refuses one call, for example because the account is still being verified.
        emulator.faults().add(FaultRule.error("CreateStage", "PendingVerification"));
        server.users().provision(NewUser.withId("42"));
      } catch (ProvisioningException e) {
        System.out.println("registration failed for " + e.userId());
      }

      // Recovery retries with growing pauses. This server looks five minutes later.
      Clock later = Clock.offset(Clock.systemUTC(), Duration.ofMinutes(5));
      try (StreamCat anotherServer = settings.clock(later).build()) {
        System.out.println(
            "before: " + anotherServer.users().find(UserId.of("42")).orElseThrow().state());
        // An application calls startRecovery(Duration.ofMinutes(1)) once, and never run().
        System.out.println("completed: " + anotherServer.recovery().run().completed());
        System.out.println(
            "after: " + anotherServer.users().find(UserId.of("42")).orElseThrow().state());
      }
      System.out.println("resources: " + emulator.resources().size());
    }
  }
}
