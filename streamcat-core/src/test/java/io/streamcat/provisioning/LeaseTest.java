package io.streamcat.provisioning;

import static io.streamcat.testing.EmulatedAws.PASSWORD;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.streamcat.StreamCat;
import io.streamcat.StreamCatBuilder;
import io.streamcat.channel.ChannelService;
import io.streamcat.channel.LiveChannelPolicy;
import io.streamcat.emulator.FaultRule;
import io.streamcat.exception.ProvisioningException;
import io.streamcat.exception.StreamCatException;
import io.streamcat.exception.UserBusyException;
import io.streamcat.repository.UserRepository;
import io.streamcat.testing.EmulatedAws;
import io.streamcat.testing.Guarantee;
import io.streamcat.testing.InterceptingProxy;
import io.streamcat.testing.Invariants;
import io.streamcat.testing.Records;
import io.streamcat.user.NewUser;
import io.streamcat.user.ResourceKind;
import io.streamcat.user.User;
import io.streamcat.user.UserId;
import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Function;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Leases: one worker at a time works on a user, and a worker without its lease changes nothing. */
@Guarantee("LEASE-04")
class LeaseTest {

  private static final NewUser OWN_ID = new NewUser(UserId.of("42"), "todd", null, null);

  private final EmulatedAws aws = new EmulatedAws();
  private final UserRepository users = UserRepository.inMemory();

  @AfterEach
  void close() {
    aws.close();
  }

  private StreamCatBuilder builder(FailurePolicy policy) {
    return aws.streamCat().storage(s -> s.users(users)).users(u -> u.failurePolicy(policy));
  }

  @Test
  void claim_anotherServerHoldsTheLease_isBusyUntilItExpires() {
    try (StreamCat streamcat =
        builder(FailurePolicy.RESUME)
            .aws(a -> a.operationTimeout(Duration.ofSeconds(20)))
            .build()) {
      User todd = streamcat.users().provision(NewUser.of("todd", PASSWORD));
      Records.claim(users, todd.id(), "another", aws.time().instant().plusSeconds(3600));

      assertThatExceptionOfType(UserBusyException.class)
          .isThrownBy(() -> streamcat.users().deprovision(todd.id()))
          .satisfies(e -> assertThat(e.retryable()).isTrue());
      aws.time().advance(Duration.ofHours(1));
      streamcat.users().deprovision(todd.id());
      assertThat(aws.emulator().resources()).isEmpty();
    }
  }

  /**
   * Works on a server that stalls past its lease before a call of the channel service.
   *
   * @param meanwhile the work of the prompt server during the stall
   */
  private <T> T stalling(
      StreamCatBuilder server,
      StreamCat prompt,
      String method,
      Runnable meanwhile,
      Function<UserProvisioner, T> work) {
    AtomicBoolean stalled = new AtomicBoolean();
    ChannelService stalling =
        InterceptingProxy.before(
            ChannelService.class,
            prompt.channelService(),
            method,
            () -> {
              if (stalled.compareAndSet(false, true)) {
                aws.time().advance(Duration.ofHours(1));
                // On a thread of its own, as on another server.
                CompletableFuture.runAsync(meanwhile).join();
              }
            });
    try (StreamCat slow =
        server.executor(Runnable::run).services(s -> s.channelService(stalling)).build()) {
      T result = work.apply(slow.users());
      assertThat(stalled).isTrue();
      return result;
    }
  }

  private User provisionStalling(
      StreamCatBuilder server, NewUser newUser, StreamCat prompt, Runnable meanwhile) {
    return stalling(server, prompt, "create", meanwhile, users -> users.provision(newUser));
  }

  @Test
  void deprovision_stallsAndIdHasAnotherUserSince_keepsThatUser() {
    try (StreamCat prompt = builder(FailurePolicy.RESUME).build()) {
      UserId id = prompt.users().provision(OWN_ID).id();
      Runnable replace =
          () -> {
            assertThat(prompt.recovery().run().removed()).containsExactly(id);
            prompt.users().provision(OWN_ID);
          };

      var unused =
          stalling(
              builder(FailurePolicy.RESUME),
              prompt,
              "delete",
              replace,
              users -> {
                users.deprovision(id);
                return id;
              });

      User later = prompt.users().find(id).orElseThrow();
      Invariants.exactlyOneOfEach(aws, later);
      Invariants.nothingBeyond(aws, List.of(later));
    }
  }

  @Test
  void provision_serverStallsPastItsLease_nextServerDecides() {
    try (StreamCat prompt = builder(FailurePolicy.RESUME).build()) {
      User todd =
          provisionStalling(
              builder(FailurePolicy.ROLL_BACK),
              NewUser.of("todd", PASSWORD),
              prompt,
              () -> prompt.recovery().run());

      Invariants.exactlyOneOfEach(aws, todd);
      Invariants.nothingBeyond(aws, List.of(todd));
    }
  }

  private StreamCatBuilder withoutStages(FailurePolicy policy) {
    return builder(policy)
        .users(
            u -> u.createAtRegistration(EnumSet.of(ResourceKind.CHANNEL, ResourceKind.CHAT_ROOM)));
  }

  @Test
  void provision_stallsAndIdHasAnotherUserSince_isReportedAsRemoved() {
    try (StreamCat prompt = withoutStages(FailurePolicy.ROLL_BACK).build()) {
      Runnable replace =
          () -> {
            prompt.users().deprovision(UserId.of("42"));
            prompt.users().provision(new NewUser(UserId.of("42"), "ann", null, null));
          };

      assertThatExceptionOfType(ProvisioningException.class)
          .isThrownBy(
              () ->
                  provisionStalling(
                      withoutStages(FailurePolicy.ROLL_BACK), OWN_ID, prompt, replace))
          .withMessageContaining("was removed by another worker");
      assertThat(prompt.users().find(UserId.of("42")).orElseThrow().username()).isEqualTo("ann");
    }
  }

  @Test
  void provision_stallsWhileAStageFails_returnsTheRegisteredUser() {
    try (StreamCat prompt = withoutStages(FailurePolicy.RESUME).build()) {
      Runnable want =
          () -> {
            prompt.recovery().run();
            aws.emulator()
                .faults()
                .add(FaultRule.error("CreateStage", "ServiceQuotaExceededException").times(2));
            assertThatExceptionOfType(StreamCatException.class)
                .isThrownBy(() -> prompt.users().ensureStage(UserId.of("42")));
          };

      User todd = provisionStalling(withoutStages(FailurePolicy.RESUME), OWN_ID, prompt, want);

      assertThat(todd.resourceKinds())
          .containsExactlyInAnyOrder(ResourceKind.CHANNEL, ResourceKind.CHAT_ROOM);
    }
  }

  /** The steps of a rotation after it is recorded as pending. */
  static Stream<Arguments> momentsOfARotation() {
    // The first update claims the user; the second one, under the lease, precedes the deletion of a
    // key.
    return Stream.of(
            Arguments.of("streamKeys", 1),
            Arguments.of("update", 2),
            Arguments.of("deleteStreamKey", 1),
            Arguments.of("stopStream", 1),
            Arguments.of("createStreamKey", 1),
            Arguments.of("update", 3))
        .flatMap(
            moment ->
                Stream.of(true, false)
                    .map(byRecovery -> Arguments.of(moment.get()[0], moment.get()[1], byRecovery)));
  }

  @ParameterizedTest
  @MethodSource("momentsOfARotation")
  void rotate_serverStallsPastItsLease_keyOfTheNextServerIsValid(
      String moment, int occurrence, boolean byRecovery) {
    AtomicInteger left = new AtomicInteger(occurrence);
    try (StreamCat prompt = builder(FailurePolicy.RESUME).build()) {
      User todd = prompt.users().provision(NewUser.of("todd", PASSWORD));
      Runnable stall =
          () -> {
            if (left.decrementAndGet() == 0) {
              aws.time().advance(Duration.ofHours(1));
              if (byRecovery) {
                assertThat(prompt.recovery().run().completed()).containsExactly(todd.id());
              } else {
                prompt.users().rotateStreamKey(todd.id());
              }
            }
          };
      try (StreamCat slow =
          builder(FailurePolicy.RESUME)
              .storage(
                  s ->
                      s.users(InterceptingProxy.before(UserRepository.class, users, moment, stall)))
              .services(
                  s ->
                      s.channelService(
                          InterceptingProxy.before(
                              ChannelService.class, prompt.channelService(), moment, stall)))
              .build()) {
        User after = slow.users().rotateStreamKey(todd.id(), LiveChannelPolicy.STOP);

        assertThat(left).hasNonPositiveValue();
        assertThat(after).isEqualTo(users.findById(todd.id()).orElseThrow().user());
        assertThat(after.channel().streamKey()).isNotEqualTo(todd.channel().streamKey());
        Invariants.exactlyOneOfEach(aws, after);
        Invariants.oneStreamKeyEach(aws, List.of(after));
      }
    }
  }

  @Test
  void rotate_serverStallsBeforeItsClaimWhileAnotherRotates_rotatesAgain() {
    AtomicBoolean stalled = new AtomicBoolean();
    try (StreamCat prompt = builder(FailurePolicy.RESUME).build()) {
      User todd = prompt.users().provision(NewUser.of("todd", PASSWORD));
      UserRepository stalling =
          InterceptingProxy.before(
              UserRepository.class,
              users,
              "update",
              () -> {
                if (stalled.compareAndSet(false, true)) {
                  aws.time().advance(Duration.ofMinutes(1));
                  prompt.users().rotateStreamKey(todd.id());
                }
              });
      try (StreamCat slow = builder(FailurePolicy.RESUME).storage(s -> s.users(stalling)).build()) {
        User after = slow.users().rotateStreamKey(todd.id());

        assertThat(aws.calls("CreateStreamKey")).isEqualTo(2);
        assertThat(users.findById(todd.id()).orElseThrow().user()).isEqualTo(after);
        Invariants.oneStreamKeyEach(aws, List.of(after));
      }
    }
  }

  @Test
  void provision_serverStallsPastItsLeaseAndUserIsRolledBack_leavesNothing() {
    List<UserId> removed = new ArrayList<>();
    try (StreamCat prompt = builder(FailurePolicy.ROLL_BACK).build()) {
      assertThatExceptionOfType(StreamCatException.class)
          .isThrownBy(
              () ->
                  provisionStalling(
                      builder(FailurePolicy.ROLL_BACK),
                      NewUser.of("todd", PASSWORD),
                      prompt,
                      () -> removed.addAll(prompt.recovery().run().removed())))
          .satisfies(e -> assertThat(e.retryable()).isTrue());

      assertThat(removed).hasSize(1);
      assertThat(aws.emulator().resources()).isEmpty();
      assertThat(users.findByUsername("todd")).isEmpty();
    }
  }
}
