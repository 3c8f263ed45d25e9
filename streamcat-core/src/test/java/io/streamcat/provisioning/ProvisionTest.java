package io.streamcat.provisioning;

import static io.streamcat.testing.EmulatedAws.PASSWORD;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.InstanceOfAssertFactories.throwable;

import io.streamcat.StreamCat;
import io.streamcat.channel.ChannelSettings;
import io.streamcat.channel.ChannelType;
import io.streamcat.emulator.EmulatedResource;
import io.streamcat.emulator.FaultRule;
import io.streamcat.exception.AccountPendingVerificationException;
import io.streamcat.exception.DuplicateUserException;
import io.streamcat.exception.InvalidInputException;
import io.streamcat.exception.ProvisioningException;
import io.streamcat.exception.QuotaExceededException;
import io.streamcat.exception.ThrottledException;
import io.streamcat.provisioning.ProvisioningStep.Phase;
import io.streamcat.repository.UserRepository;
import io.streamcat.testing.EmulatedAws;
import io.streamcat.testing.Guarantee;
import io.streamcat.testing.InterceptingProxy;
import io.streamcat.testing.Invariants;
import io.streamcat.user.NewUser;
import io.streamcat.user.ResourceKind;
import io.streamcat.user.User;
import io.streamcat.user.UserId;
import io.streamcat.user.UserState;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.Executors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

@Guarantee("PROV-07")
class ProvisionTest {

  private final EmulatedAws aws = new EmulatedAws();
  private final UserRepository users = UserRepository.inMemory();
  private final List<ProvisioningStep> steps = new CopyOnWriteArrayList<>();
  private final StreamCat streamcat =
      aws.streamCat().storage(s -> s.users(users)).users(u -> u.listener(steps::add)).build();

  @AfterEach
  void close() {
    streamcat.close();
    aws.close();
  }

  @Test
  void provision_newUser_createsOneOfEach() {
    User todd = streamcat.users().provision(NewUser.of("Todd", PASSWORD));

    assertThat(todd.username()).isEqualTo("Todd");
    assertThat(todd.channel().streamKey()).isNotNull();
    Invariants.exactlyOneOfEach(aws, todd);
    Invariants.nothingBeyond(aws, List.of(todd));
    assertThat(streamcat.users().find(todd.id())).contains(todd);
    assertThat(streamcat.users().findByUsername("todd")).contains(todd);
    assertThat(aws.recover(streamcat).isEmpty()).isTrue();
  }

  @Test
  void provision_newUser_makesOneCallForEachResource() {
    streamcat.users().provision(NewUser.of("todd", PASSWORD));

    assertThat(aws.emulator().requests())
        .extracting(request -> request.operation())
        .containsExactlyInAnyOrder("CreateChannel", "CreateRoom", "CreateStage");
  }

  @Test
  void provision_newUser_namesAndTagsEveryResource() {
    try (StreamCat staging =
        aws.streamCat()
            .users(
                u ->
                    u.namespace("staging")
                        .channelSettings(
                            ChannelSettings.streamCat().toBuilder()
                                .tags(Map.of("project", "cats"))
                                .build()))
            .build()) {
      User todd = staging.users().provision(NewUser.of("t.o.d.d", PASSWORD));

      assertThat(aws.emulator().resources())
          .filteredOn(resource -> !resource.type().equals("stream-key"))
          .hasSize(3)
          .allSatisfy(
              resource -> {
                assertThat(resource.name()).matches("staging-t-o-d-d-[0-9a-f]{10}");
                assertThat(resource.tags())
                    .containsEntry("streamcat:namespace", "staging")
                    .containsEntry("streamcat:user-id", todd.id().value())
                    .containsKey("streamcat:record");
              });
      assertThat(aws.emulator().resources())
          .extracting(EmulatedResource::name)
          .contains(todd.channel().name());
      assertThat(todd.channel().settings().type()).isEqualTo(ChannelType.BASIC);
      assertThat(todd.channel().tags()).containsEntry("project", "cats");
    }
  }

  @Test
  void provision_throttledCreate_endingStepsHaveTheDuration() {
    aws.emulator().faults().add(FaultRule.error("CreateRoom", "ThrottlingException").times(3));
    Instant began = aws.time().instant();

    streamcat.users().provision(NewUser.of("todd", PASSWORD));

    Duration whole = Duration.between(began, aws.time().instant());
    assertThat(durations(Phase.CREATED, ResourceKind.CHAT_ROOM)).containsExactly(whole);
    assertThat(durations(Phase.COMPLETED, null)).containsExactly(whole);
    assertThat(whole).isPositive();
    assertThat(durations(Phase.INTENDED, null)).containsOnlyNulls();
    assertThat(durations(Phase.CREATING, ResourceKind.CHAT_ROOM)).containsOnlyNulls();
  }

  private List<Duration> durations(Phase phase, ResourceKind kind) {
    return steps.stream()
        .filter(step -> step.phase() == phase && step.kind() == kind)
        .map(ProvisioningStep::duration)
        .toList();
  }

  @Test
  void provision_newUser_reportsStepsInOrder() {
    User todd = streamcat.users().provision(NewUser.of("todd", PASSWORD));

    assertThat(steps).extracting(ProvisioningStep::userId).containsOnly(todd.id());
    assertThat(steps).first().extracting(ProvisioningStep::phase).isEqualTo(Phase.INTENDED);
    assertThat(steps).last().extracting(ProvisioningStep::phase).isEqualTo(Phase.COMPLETED);
    for (var kind : ResourceKind.values()) {
      assertThat(steps)
          .filteredOn(step -> step.kind() == kind)
          .extracting(ProvisioningStep::phase)
          .containsExactly(Phase.CREATING, Phase.CREATED, Phase.ATTACHED);
    }
  }

  @Test
  void provision_listenerThrows_hasNoEffect() {
    try (StreamCat annoyed =
        aws.streamCat()
            .users(
                u ->
                    u.listener(
                        step -> {
                          throw new IllegalStateException("listener");
                        }))
            .build()) {
      Invariants.exactlyOneOfEach(aws, annoyed.users().provision(NewUser.of("todd", PASSWORD)));
    }
  }

  @Test
  void provisionAsync_endOfTheCall_completesWithTheUserOrTheFailure() {
    User todd = streamcat.users().provisionAsync(NewUser.of("todd", PASSWORD)).join();
    Invariants.exactlyOneOfEach(aws, todd);

    assertThatExceptionOfType(CompletionException.class)
        .isThrownBy(() -> streamcat.users().provisionAsync(NewUser.of("todd", PASSWORD)).join())
        .withCauseInstanceOf(DuplicateUserException.class);
  }

  @Test
  void provision_executorWithASingleThread_completes() throws Exception {
    var single = Executors.newSingleThreadExecutor();
    try (StreamCat narrow = aws.streamCat().executor(single).build()) {
      User todd = narrow.users().provisionAsync(NewUser.of("todd", PASSWORD)).get();
      Invariants.exactlyOneOfEach(aws, todd);
    } finally {
      single.shutdownNow();
    }
  }

  @ParameterizedTest
  @CsvSource({
    "to,          correct horse battery,  username",
    "to dd,       correct horse battery,  username",
    "admin,       correct horse battery,  username",
    "todd,        short,                  password",
    "todd,        password,               password",
    "todd.tester, TODD.Tester,            password",
  })
  void provision_invalidInput_isRejectedBeforeAnythingExists(
      String username, String password, String field) {
    assertThatExceptionOfType(InvalidInputException.class)
        .isThrownBy(() -> streamcat.users().provision(NewUser.of(username, password)))
        .satisfies(e -> assertThat(e.field()).isEqualTo(field))
        .satisfies(e -> assertThat(e.retryable()).isFalse());
    assertThat(users.findByUsername(username)).isEmpty();
    assertThat(aws.emulator().requests()).isEmpty();
    assertThat(steps).isEmpty();
  }

  @Test
  void provision_usernameTakenInAnyCase_isADuplicate() {
    User todd = streamcat.users().provision(NewUser.of("todd", PASSWORD));

    assertThatExceptionOfType(DuplicateUserException.class)
        .isThrownBy(() -> streamcat.users().provision(NewUser.of("TODD", PASSWORD)))
        .withMessage("username 'TODD' is taken")
        .satisfies(e -> assertThat(e.retryable()).isFalse());
    Invariants.nothingBeyond(aws, List.of(todd));
  }

  @Test
  void provision_usernameOfAUserBeingRemoved_reportsTheRemoval() {
    User todd = streamcat.users().provision(NewUser.of("todd", PASSWORD));
    aws.emulator().faults().add(FaultRule.error("DeleteStage", "AccessDeniedException"));
    assertThatExceptionOfType(ProvisioningException.class)
        .isThrownBy(() -> streamcat.users().deprovision(todd.id()));

    assertThatExceptionOfType(DuplicateUserException.class)
        .isThrownBy(() -> streamcat.users().provision(NewUser.of("todd", PASSWORD)))
        .withMessageContaining("being removed")
        .satisfies(e -> assertThat(e.retryable()).isTrue());
  }

  @Test
  void provision_oneCreateFails_rollsBackEverythingAndFreesTheName() {
    aws.emulator().faults().add(FaultRule.error("CreateStage", "ServiceQuotaExceededException"));

    assertThatExceptionOfType(ProvisioningException.class)
        .isThrownBy(() -> streamcat.users().provision(NewUser.of("todd", PASSWORD)))
        .withCauseInstanceOf(QuotaExceededException.class)
        .withMessageContaining("nothing was left behind")
        .satisfies(
            e -> {
              assertThat(e.causedBy(QuotaExceededException.class)).isPresent();
              assertThat(e.causedBy(ThrottledException.class)).isEmpty();
              assertThat(e.leftBehind()).isEmpty();
              assertThat(e.retryable()).isFalse();
            });
    assertThat(aws.emulator().resources()).isEmpty();
    assertThat(steps).last().extracting(ProvisioningStep::phase).isEqualTo(Phase.REMOVED);
    Invariants.exactlyOneOfEach(aws, streamcat.users().provision(NewUser.of("todd", PASSWORD)));
  }

  @Test
  void provision_severalFailures_permanentOneIsTheCause() {
    aws.emulator().faults().add(FaultRule.throttle("CreateRoom").times(0));
    aws.emulator().faults().add(FaultRule.error("CreateChannel", "PendingVerification"));

    assertThatExceptionOfType(ProvisioningException.class)
        .isThrownBy(() -> streamcat.users().provision(NewUser.of("todd", PASSWORD)))
        .withCauseInstanceOf(AccountPendingVerificationException.class)
        .satisfies(e -> assertThat(e.causedBy(ThrottledException.class)).isPresent());
  }

  @Test
  void provision_rollBackFails_namesRemainingResourcesAndRecoveryRemovesThem() {
    aws.emulator().faults().add(FaultRule.error("CreateStage", "AccessDeniedException"));
    aws.emulator().faults().add(FaultRule.error("DeleteRoom", "AccessDeniedException").times(2));

    assertThatExceptionOfType(ProvisioningException.class)
        .isThrownBy(() -> streamcat.users().provision(NewUser.of("todd", PASSWORD)))
        .satisfies(
            e -> {
              assertThat(e.leftBehind())
                  .containsExactlyElementsOf(
                      aws.existing("room").stream().map(EmulatedResource::arn).toList());
              assertThat(users.findById(new UserId(e.userId())).flatMap(r -> r.pending().problem()))
                  .hasValueSatisfying(problem -> assertThat(e.getMessage()).contains(problem));
            });
    assertThat(aws.existing("channel")).isEmpty();
    assertThat(users.findByUsername("todd").map(stored -> stored.user().state()))
        .contains(UserState.DEPROVISIONING);

    RecoveryReport failed = aws.recover(streamcat);
    assertThat(failed.failed()).hasSize(1);
    RecoveryReport report = aws.recover(streamcat);
    assertThat(report.removed()).hasSize(1);
    assertThat(aws.emulator().resources()).isEmpty();
    assertThat(users.findByUsername("todd")).isEmpty();
  }

  @Test
  void provision_storeFailsAfterACreate_recoveryFindsTheResource() {
    UserRepository flaky =
        InterceptingProxy.before(
            UserRepository.class,
            users,
            "update",
            () -> {
              throw new IllegalStateException("sk_secret");
            });
    try (StreamCat unlucky = aws.streamCat().storage(s -> s.users(flaky)).build()) {
      assertThatExceptionOfType(ProvisioningException.class)
          .isThrownBy(() -> unlucky.users().provision(NewUser.of("todd", PASSWORD)))
          .withMessageContaining("java.lang.IllegalStateException")
          .withMessageNotContaining("sk_secret")
          .satisfies(
              e ->
                  assertThat(e.getCause())
                      .asInstanceOf(throwable(RuntimeException.class))
                      .hasCauseInstanceOf(IllegalStateException.class));
    }
    aws.recover(streamcat);
    Invariants.completeOrGone(aws, users, "todd");
  }

  @Test
  void provision_storeFailsPermanently_recoveryRollsBackAfterTheLease() {
    UserRepository down =
        InterceptingProxy.before(
            UserRepository.class,
            users,
            "update|delete",
            () -> {
              throw new IllegalStateException("down");
            });
    try (StreamCat unlucky = aws.streamCat().storage(s -> s.users(down)).build()) {
      assertThatExceptionOfType(ProvisioningException.class)
          .isThrownBy(() -> unlucky.users().provision(NewUser.of("todd", PASSWORD)))
          .satisfies(e -> assertThat(e.leftBehind()).hasSize(3));
    }
    assertThat(streamcat.recovery().run().isEmpty()).as("the lease is still held").isTrue();
    assertThat(aws.recover(streamcat).removed()).hasSize(1);
    assertThat(aws.emulator().resources()).isEmpty();
  }
}
