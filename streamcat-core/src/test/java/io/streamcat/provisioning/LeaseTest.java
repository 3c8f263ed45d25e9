package io.streamcat.provisioning;

import static io.streamcat.testing.EmulatedAws.PASSWORD;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.streamcat.StreamCat;
import io.streamcat.StreamCatBuilder;
import io.streamcat.channel.ChannelService;
import io.streamcat.error.StreamCatException;
import io.streamcat.error.UserBusyException;
import io.streamcat.testing.EmulatedAws;
import io.streamcat.testing.Intercepted;
import io.streamcat.testing.Invariants;
import io.streamcat.user.Lease;
import io.streamcat.user.NewUser;
import io.streamcat.user.User;
import io.streamcat.user.UserRepository;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** A user is one worker's at a time, and a worker that is overtaken changes nothing any more. */
class LeaseTest {

  private final EmulatedAws aws = new EmulatedAws();
  private final UserRepository users = UserRepository.inMemory();

  @AfterEach
  void close() {
    aws.close();
  }

  private StreamCatBuilder builder(FailurePolicy policy) {
    return aws.streamCat().users(users).failurePolicy(policy);
  }

  @Test
  void anotherServerHoldsTheLease_isBusyUntilItExpires() {
    try (StreamCat streamcat =
        builder(FailurePolicy.RESUME).operationTimeout(Duration.ofSeconds(20)).build()) {
      User todd = streamcat.users().provision(NewUser.of("todd", PASSWORD));
      users.claim(
          todd.id(),
          new Lease("another", aws.time().instant().plusSeconds(3600)),
          aws.time().instant());

      assertThatExceptionOfType(UserBusyException.class)
          .isThrownBy(() -> streamcat.users().deprovision(todd.id()))
          .satisfies(e -> assertThat(e.retryable()).isTrue());
      aws.time().advance(Duration.ofHours(1));
      streamcat.users().deprovision(todd.id());
      assertThat(aws.emulator().resources()).isEmpty();
    }
  }

  @Test
  void serverStallsPastItsLease_theOneThatTookOverDecides() {
    AtomicBoolean stalled = new AtomicBoolean();
    try (StreamCat prompt = builder(FailurePolicy.RESUME).build()) {
      // While the first server is stuck between two instructions, a second one finishes the user.
      ChannelService stalling =
          Intercepted.before(
              ChannelService.class,
              prompt.channels(),
              "create",
              () -> {
                if (stalled.compareAndSet(false, true)) {
                  aws.time().advance(Duration.ofHours(1));
                  prompt.recovery().run();
                }
              });
      try (StreamCat slow =
          builder(FailurePolicy.ROLL_BACK)
              .executor(Runnable::run)
              .channelService(stalling)
              .build()) {
        User todd = slow.users().provision(NewUser.of("todd", PASSWORD));

        assertThat(stalled).isTrue();
        Invariants.exactlyOneOfEach(aws, todd);
        Invariants.nothingBeyond(aws, List.of(todd));
      }
    }
  }

  @Test
  void serverStallsPastItsLease_afterTheUserWasRolledBack_leavesNothing() {
    AtomicBoolean stalled = new AtomicBoolean();
    try (StreamCat prompt = builder(FailurePolicy.ROLL_BACK).build()) {
      ChannelService stalling =
          Intercepted.before(
              ChannelService.class,
              prompt.channels(),
              "create",
              () -> {
                if (stalled.compareAndSet(false, true)) {
                  aws.time().advance(Duration.ofHours(1));
                  assertThat(prompt.recovery().run().removed()).hasSize(1);
                }
              });
      try (StreamCat slow =
          builder(FailurePolicy.ROLL_BACK)
              .executor(Runnable::run)
              .channelService(stalling)
              .build()) {
        assertThatExceptionOfType(StreamCatException.class)
            .isThrownBy(() -> slow.users().provision(NewUser.of("todd", PASSWORD)))
            .satisfies(e -> assertThat(e.retryable()).isTrue());

        assertThat(aws.emulator().resources()).isEmpty();
        assertThat(users.findByUsername("todd")).isEmpty();
      }
    }
  }
}
