package io.streamcat.provisioning;

import static io.streamcat.testing.EmulatedAws.PASSWORD;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.streamcat.StreamCat;
import io.streamcat.StreamCatBuilder;
import io.streamcat.channel.Channel;
import io.streamcat.channel.ChannelService;
import io.streamcat.channel.StreamKey;
import io.streamcat.emulator.FaultRule;
import io.streamcat.emulator.IvsEmulator;
import io.streamcat.emulator.RecordedRequest;
import io.streamcat.error.AccessDeniedException;
import io.streamcat.error.ChannelLiveException;
import io.streamcat.error.ProvisioningException;
import io.streamcat.error.ResourceNotFoundException;
import io.streamcat.error.StreamCatException;
import io.streamcat.error.UserNotFoundException;
import io.streamcat.provisioning.ProvisioningStep.Phase;
import io.streamcat.testing.EmulatedAws;
import io.streamcat.testing.Intercepted;
import io.streamcat.testing.Invariants;
import io.streamcat.user.ChannelChange;
import io.streamcat.user.NewUser;
import io.streamcat.user.ResourceKind;
import io.streamcat.user.StoredUser;
import io.streamcat.user.User;
import io.streamcat.user.UserId;
import io.streamcat.user.UserRepository;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

/** A channel is given a new stream key, or will be; the old one is revoked. */
class KeyRotationTest {

  private static final FaultRule MAY_NOT_CREATE =
      FaultRule.error("CreateStreamKey", "AccessDeniedException");
  private static final FaultRule MAY_NOT_DELETE =
      FaultRule.error("DeleteStreamKey", "AccessDeniedException");

  private final EmulatedAws aws =
      new EmulatedAws(IvsEmulator.builder().streamEndDelay(Duration.ofSeconds(3)));
  private final UserRepository users = UserRepository.inMemory();
  private final List<Phase> phases = new ArrayList<>();
  private final StreamCat streamcat = builder(FailurePolicy.ROLL_BACK).build();
  private final User todd = streamcat.users().provision(NewUser.of("todd", PASSWORD));
  private final Channel channel = todd.channel();

  @AfterEach
  void close() {
    streamcat.close();
    aws.close();
  }

  private StreamCatBuilder builder(FailurePolicy policy) {
    return aws.streamCat()
        .users(users)
        .failurePolicy(policy)
        .listener(step -> phases.add(step.phase()));
  }

  private StoredUser stored() {
    return users.findById(todd.id()).orElseThrow();
  }

  private List<String> callsSince(int requests) {
    return aws.emulator().requests().stream()
        .skip(requests)
        .map(RecordedRequest::operation)
        .toList();
  }

  private void breakOff(FaultRule fault, WhenLive whenLive) {
    aws.emulator().faults().add(fault);
    assertThatExceptionOfType(ProvisioningException.class)
        .isThrownBy(() -> streamcat.users().rotateStreamKey(todd.id(), whenLive));
    assertThat(stored().due()).contains(ChannelChange.STREAM_KEY);
    phases.clear();
  }

  /** The channel has one key, which is not the old one, and is the one that is recorded. */
  private void rotated() {
    Invariants.oneStreamKeyEach(aws, List.of(stored().user()));
    StreamKey recorded = stored().user().channel().streamKey();
    assertThat(recorded.arn()).isNotEqualTo(channel.streamKey().arn());
    assertThat(streamcat.channels().get(channel.arn())).contains(channel.with(recorded));
    assertThat(stored().isComplete()).isTrue();
    assertThat(stored().lease()).isNull();
  }

  // ---- all goes well

  @Test
  void rotate_replacesTheKeyAndNothingElse() {
    phases.clear();
    int requests = aws.emulator().requests().size();
    aws.time().advance(Duration.ofMinutes(1));

    User after = streamcat.users().rotateStreamKey(todd.id());

    assertThat(callsSince(requests))
        .containsExactly("GetStream", "ListStreamKeys", "DeleteStreamKey", "CreateStreamKey");
    rotated();
    assertThat(after).isEqualTo(stored().user());
    assertThat(after.updatedAt()).isEqualTo(aws.time().instant());
    assertThat(after.chatRoom()).isEqualTo(todd.chatRoom());
    assertThat(phases).containsExactly(Phase.ROTATING, Phase.ROTATED, Phase.COMPLETED);
    Invariants.exactlyOneOfEach(aws, after);
  }

  @Test
  void rotate_intentIsRecordedBeforeAnythingChangesInAws() {
    AtomicBoolean asked = new AtomicBoolean();
    UserRepository watched =
        Intercepted.before(
            UserRepository.class,
            users,
            "changeDue",
            () -> {
              if (asked.compareAndSet(false, true)) {
                assertThat(aws.calls("DeleteStreamKey")).isZero();
              }
            });
    try (StreamCat server = builder(FailurePolicy.RESUME).users(watched).build()) {
      server.users().rotateStreamKey(todd.id());
    }
    assertThat(asked).isTrue();
  }

  @Test
  void rotate_keyNobodyKnowsOf_isRevokedToo() {
    streamcat.channels().deleteStreamKey(channel.streamKey().arn());
    StreamKey foreign = streamcat.channels().createStreamKey(channel.arn());

    StreamKey key = streamcat.users().rotateStreamKey(todd.id()).channel().streamKey();

    assertThat(key.arn()).isNotEqualTo(foreign.arn());
    rotated();
  }

  @Test
  void rotate_channelWithoutAKey_getsOne() {
    streamcat.channels().deleteStreamKey(channel.streamKey().arn());

    streamcat.users().rotateStreamKey(todd.id());

    rotated();
  }

  @Test
  void rotate_keyOfTheServerThatTookOver_isReturnedEvenIfItIsNotStored() {
    UserRepository withoutKeys =
        (UserRepository)
            Proxy.newProxyInstance(
                UserRepository.class.getClassLoader(),
                new Class<?>[] {UserRepository.class},
                (proxy, method, arguments) -> {
                  try {
                    return method.getName().equals("findById")
                        ? users.findById((UserId) arguments[0]).map(KeyRotationTest::withoutKey)
                        : method.invoke(users, arguments);
                  } catch (InvocationTargetException e) {
                    throw e.getCause();
                  }
                });
    ChannelService stalling =
        Intercepted.before(
            ChannelService.class,
            streamcat.channels(),
            "stopStream",
            () -> {
              aws.time().advance(Duration.ofHours(1));
              streamcat.recovery().run();
            });
    try (StreamCat slow =
        builder(FailurePolicy.RESUME).users(withoutKeys).channelService(stalling).build()) {
      User after = slow.users().rotateStreamKey(todd.id(), WhenLive.STOP);

      assertThat(after.channel()).isEqualTo(stored().user().channel());
      rotated();
    }
  }

  private static StoredUser withoutKey(StoredUser stored) {
    Channel channel = stored.user().channel();
    return stored.with(
        stored
            .user()
            .with(
                new Channel(
                    channel.arn(),
                    channel.name(),
                    channel.ingestEndpoint(),
                    channel.playbackUrl(),
                    null,
                    channel.srt(),
                    channel.settings()),
                stored.user().updatedAt()));
  }

  // ---- live channels

  @Test
  void rotate_liveChannel_isRefusedAndNothingChanges() {
    aws.emulator().startStream(channel.arn());
    StoredUser before = stored();

    assertThatExceptionOfType(ChannelLiveException.class)
        .isThrownBy(() -> streamcat.users().rotateStreamKey(todd.id()))
        .withMessageContaining("the channel of user '" + todd.id() + "' is live")
        .satisfies(e -> assertThat(e.retryable()).isTrue());

    assertThat(stored()).isEqualTo(before);
    assertThat(streamcat.channels().get(channel.arn())).contains(channel);
    assertThat(streamcat.channels().isLive(channel.arn())).isTrue();
  }

  @Test
  void rotate_liveChannelToBeStopped_hasNoKeyUntilTheStreamHasEnded() {
    aws.emulator().startStream(channel.arn());
    int requests = aws.emulator().requests().size();

    streamcat.users().rotateStreamKey(todd.id(), WhenLive.STOP);

    assertThat(callsSince(requests))
        .startsWith("ListStreamKeys", "DeleteStreamKey", "StopStream", "GetStream")
        .endsWith("GetStream", "CreateStreamKey");
    assertThat(streamcat.channels().isLive(channel.arn())).isFalse();
    rotated();
  }

  @Test
  void rotate_idleChannelToBeStopped_isRotated() {
    streamcat.users().rotateStreamKey(todd.id(), WhenLive.STOP);

    rotated();
  }

  @Test
  void rotate_whetherItIsLiveCannotBeFoundOut_nothingChanges() {
    StoredUser before = stored();
    aws.emulator().faults().add(FaultRule.error("GetStream", "AccessDeniedException"));

    assertThatExceptionOfType(ProvisioningException.class)
        .isThrownBy(() -> streamcat.users().rotateStreamKey(todd.id()))
        .withMessageContaining("keeps the stream key; nothing was changed")
        .withMessageContaining("ivs:GetStream")
        .satisfies(e -> assertThat(e.causedBy(AccessDeniedException.class)).isPresent());

    assertThat(stored()).isEqualTo(before);
    assertThat(aws.calls("DeleteStreamKey")).isZero();
  }

  // ---- who it is asked for

  @Test
  void rotate_unknownUser_isNotFound() {
    assertThatExceptionOfType(UserNotFoundException.class)
        .isThrownBy(() -> streamcat.users().rotateStreamKey(UserId.of("nobody")));
  }

  @Test
  void rotate_userWithoutAChannel_isAClearErrorAndNothingChanges() {
    try (StreamCat roomsOnly =
        builder(FailurePolicy.RESUME)
            .createAtRegistration(EnumSet.of(ResourceKind.CHAT_ROOM))
            .build()) {
      User ann = roomsOnly.users().provision(NewUser.of("ann", PASSWORD));

      assertThatExceptionOfType(StreamCatException.class)
          .isThrownBy(() -> roomsOnly.users().rotateStreamKey(ann.id()))
          .withMessage("user '" + ann.id() + "' has no channel, and so no stream key")
          .satisfies(e -> assertThat(e.retryable()).isFalse());
      assertThat(users.findById(ann.id()).orElseThrow().lease()).isNull();
      assertThat(users.findById(ann.id()).orElseThrow().isComplete()).isTrue();
    }
  }

  @Test
  void rotate_userWhoIsNotCompleteYet_isCompletedFirst() {
    try (StreamCat resuming = builder(FailurePolicy.RESUME).build()) {
      aws.emulator().faults().add(FaultRule.error("CreateStage", "PendingVerification"));
      assertThatExceptionOfType(ProvisioningException.class)
          .isThrownBy(() -> resuming.users().provision(NewUser.of("ann", PASSWORD)));
      User ann = users.findByUsername("ann").orElseThrow().user();

      User after = resuming.users().rotateStreamKey(ann.id());

      Invariants.exactlyOneOfEach(aws, after);
      assertThat(after.channel().streamKey()).isNotEqualTo(ann.channel().streamKey());
      Invariants.oneStreamKeyEach(aws, List.of(after, todd));
    }
  }

  @Test
  void rotate_userWhoIsBeingRemoved_isNotFound() {
    aws.emulator().faults().add(FaultRule.error("DeleteStage", "AccessDeniedException"));
    assertThatExceptionOfType(ProvisioningException.class)
        .isThrownBy(() -> streamcat.users().deprovision(todd.id()));

    assertThatExceptionOfType(UserNotFoundException.class)
        .isThrownBy(() -> streamcat.users().rotateStreamKey(todd.id()));
    assertThat(users.findById(todd.id())).isEmpty();
  }

  // ---- faults that pass

  static Stream<List<FaultRule>> passingFaults() {
    List<String> operations =
        List.of("GetStream", "ListStreamKeys", "DeleteStreamKey", "StopStream", "CreateStreamKey");
    List<List<FaultRule>> all = new ArrayList<>();
    for (String operation : operations) {
      for (FaultRule fault : faults(operation)) {
        for (int times : new int[] {1, 2, 3}) {
          all.add(List.of(fault.times(times)));
        }
      }
    }
    // What is looked up only because an answer was lost can fail, too.
    for (String lookUp : List.of("ListStreamKeys", "GetStreamKey")) {
      for (FaultRule fault : faults(lookUp)) {
        all.add(List.of(FaultRule.responseLost("CreateStreamKey"), fault.times(2)));
      }
    }
    return all.stream();
  }

  private static List<FaultRule> faults(String operation) {
    return List.of(
        FaultRule.responseLost(operation),
        FaultRule.dropBefore(operation),
        FaultRule.error(operation, "InternalServerException"),
        FaultRule.throttle(operation));
  }

  @ParameterizedTest
  @MethodSource("passingFaults")
  void rotate_anyCallFailsForAWhile_succeeds(List<FaultRule> faults) {
    faults.forEach(aws.emulator().faults()::add);

    streamcat.users().rotateStreamKey(todd.id());

    rotated();
  }

  @ParameterizedTest
  @MethodSource("passingFaults")
  void rotate_anyCallFailsForAWhileAndListsLag_liveChannelIsStoppedAndTheKeyReplaced(
      List<FaultRule> faults) {
    aws.emulator()
        .faults()
        .add(FaultRule.staleList(FaultRule.ANY_OPERATION, Duration.ofSeconds(4)));
    faults.forEach(aws.emulator().faults()::add);
    aws.emulator().startStream(channel.arn());

    streamcat.users().rotateStreamKey(todd.id(), WhenLive.STOP);

    aws.emulator().faults().clear();
    assertThat(streamcat.channels().isLive(channel.arn())).isFalse();
    rotated();
  }

  @Test
  void rotate_keyThatIsNotListed_isRevokedAllTheSame() {
    // The channel is so new that lists show neither it nor its key.
    aws.emulator().faults().add(FaultRule.staleList("ListStreamKeys", Duration.ofSeconds(10)));

    streamcat.users().rotateStreamKey(todd.id());

    aws.emulator().faults().clear();
    rotated();
    assertThat(aws.calls("CreateStreamKey")).isGreaterThan(1);
  }

  // ---- faults that do not

  @ParameterizedTest
  @EnumSource(FailurePolicy.class)
  void createIsRefused_recoveryGivesTheKeyWhateverThePolicy(FailurePolicy policy) {
    try (StreamCat server = builder(policy).build()) {
      aws.emulator().faults().add(MAY_NOT_CREATE);
      assertThatExceptionOfType(ProvisioningException.class)
          .isThrownBy(() -> server.users().rotateStreamKey(todd.id()))
          .withMessageContaining("has not got the new stream key yet")
          .withMessageContaining("ivs:CreateStreamKey");
      assertThat(aws.existing("stream-key")).isEmpty();
      assertThat(stored().isComplete()).isFalse();
      assertThat(stored().problem()).contains("ivs:CreateStreamKey");
      assertThat(phases).endsWith(Phase.ROTATING, Phase.FAILED, Phase.LEFT_FOR_RECOVERY);

      RecoveryReport report = server.recovery().run();

      assertThat(report.completed()).containsExactly(todd.id());
      rotated();
      assertThat(server.recovery().run().isEmpty()).isTrue();
    }
  }

  @Test
  void deleteIsRefused_theOldKeyIsValidUntilResumed() {
    breakOff(MAY_NOT_DELETE, WhenLive.REFUSE);
    assertThat(streamcat.channels().get(channel.arn())).contains(channel);

    User after = streamcat.users().resume(todd.id()).orElseThrow();

    rotated();
    assertThat(after).isEqualTo(stored().user());
    assertThat(phases).containsExactly(Phase.ROTATING, Phase.ROTATED, Phase.COMPLETED);
  }

  @Test
  void keyThatIsNeverListed_isLeftForRecoveryWithAReason() {
    aws.emulator()
        .faults()
        .add(FaultRule.error("CreateStreamKey", "ServiceQuotaExceededException").times(0));

    assertThatExceptionOfType(ProvisioningException.class)
        .isThrownBy(() -> streamcat.users().rotateStreamKey(todd.id()))
        .withMessageContaining(channel.arn() + " has a stream key that AWS does not list")
        .satisfies(e -> assertThat(e.retryable()).isTrue());

    aws.emulator().faults().clear();
    streamcat.recovery().run();
    rotated();
  }

  @Test
  void interrupted_theStreamIsStoppedByWhoeverGoesOn() {
    aws.emulator().startStream(channel.arn());
    breakOff(MAY_NOT_DELETE, WhenLive.STOP);
    assertThat(streamcat.channels().isLive(channel.arn())).isTrue();

    streamcat.recovery().run();

    assertThat(streamcat.channels().isLive(channel.arn())).isFalse();
    rotated();
  }

  @Test
  void interrupted_askingAgain_finishesItOnceEvenIfTheChannelIsLive() {
    breakOff(MAY_NOT_CREATE, WhenLive.REFUSE);
    aws.emulator().startStream(channel.arn());
    long created = aws.calls("CreateStreamKey");

    streamcat.users().rotateStreamKey(todd.id());

    rotated();
    assertThat(aws.calls("CreateStreamKey")).isEqualTo(created + 1);
    assertThat(streamcat.channels().isLive(channel.arn())).isTrue();
  }

  @Test
  void interrupted_askingAgainToStop_stopsTheStream() {
    breakOff(MAY_NOT_CREATE, WhenLive.REFUSE);
    aws.emulator().startStream(channel.arn());

    streamcat.users().rotateStreamKey(todd.id(), WhenLive.STOP);

    rotated();
    assertThat(streamcat.channels().isLive(channel.arn())).isFalse();
  }

  @Test
  void interrupted_anotherResourceOnDemand_comesAfterTheKey() {
    try (StreamCat noStage =
        builder(FailurePolicy.ROLL_BACK)
            .createAtRegistration(EnumSet.of(ResourceKind.CHANNEL))
            .build()) {
      User ann = noStage.users().provision(NewUser.of("ann", PASSWORD));
      aws.emulator().faults().add(MAY_NOT_CREATE);
      assertThatExceptionOfType(ProvisioningException.class)
          .isThrownBy(() -> noStage.users().rotateStreamKey(ann.id()));

      User after = noStage.users().ensureStage(ann.id());

      assertThat(after.stage()).isNotNull();
      Invariants.oneStreamKeyEach(aws, List.of(after, todd));
      assertThat(users.findById(ann.id()).orElseThrow().isComplete()).isTrue();
    }
  }

  @Test
  void interrupted_deprovision_removesTheUser() {
    breakOff(MAY_NOT_CREATE, WhenLive.STOP);

    streamcat.users().deprovision(todd.id());

    assertThat(aws.emulator().resources()).isEmpty();
    assertThat(users.findById(todd.id())).isEmpty();
    assertThat(aws.calls("CreateStreamKey")).isEqualTo(1);
  }

  @Test
  void interrupted_reconciliationLeavesTheUserToRecovery() {
    aws.time().advance(Duration.ofHours(2));
    streamcat.stages().delete(todd.stage().arn());
    ReconciliationPlan before = streamcat.reconciler().plan();
    assertThat(before.findings()).hasSize(1);
    breakOff(MAY_NOT_CREATE, WhenLive.REFUSE);

    assertThat(streamcat.reconciler().planWithDrift().findings()).isEmpty();
    assertThat(streamcat.reconciler().apply(before).skipped())
        .containsValue("the user is left to recovery");
    assertThat(stored().due()).containsExactly(ChannelChange.STREAM_KEY);
  }

  // ---- a channel that is gone

  @Test
  void channelGoneFromAws_endsTheRotationAndReconciliationRepairs() {
    streamcat.channels().delete(channel.arn());

    assertThatExceptionOfType(ProvisioningException.class)
        .isThrownBy(() -> streamcat.users().rotateStreamKey(todd.id()))
        .withMessageContaining("has lost the channel in AWS")
        .satisfies(e -> assertThat(e.causedBy(ResourceNotFoundException.class)).isPresent())
        .satisfies(e -> assertThat(e.retryable()).isFalse());

    assertThat(stored().due()).isEmpty();
    assertThat(stored().lease()).isNull();
    assertThat(stored().problem()).contains("has lost the channel in AWS");
    assertThat(streamcat.recovery().run().isEmpty()).isTrue();
    aws.time().advance(Duration.ofHours(2));
    streamcat.reconciler().apply(streamcat.reconciler().plan());
    Invariants.exactlyOneOfEach(aws, stored().user());
    streamcat.users().rotateStreamKey(todd.id());
    Invariants.oneStreamKeyEach(aws, List.of(stored().user()));
  }

  @Test
  void channelGoneWhileInterrupted_recoveryDoesNotTryForEver() {
    breakOff(MAY_NOT_CREATE, WhenLive.STOP);
    streamcat.channels().delete(channel.arn());

    assertThat(streamcat.recovery().run().failed()).containsOnlyKeys(todd.id());
    assertThat(streamcat.recovery().run().isEmpty()).isTrue();
    assertThat(stored().due()).isEmpty();
  }

  @Test
  void channelOnlySeemsGone_staysDue() {
    breakOff(FaultRule.error("CreateStreamKey", "ResourceNotFoundException"), WhenLive.REFUSE);

    streamcat.recovery().run();
    rotated();
  }
}
