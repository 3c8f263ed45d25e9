package io.streamcat.provisioning;

import static io.streamcat.testing.EmulatedAws.PASSWORD;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.streamcat.StreamCat;
import io.streamcat.channel.Channel;
import io.streamcat.channel.ChannelService;
import io.streamcat.channel.LiveChannelPolicy;
import io.streamcat.channel.StreamKey;
import io.streamcat.emulator.FaultRule;
import io.streamcat.emulator.RecordedRequest;
import io.streamcat.exception.AccessDeniedException;
import io.streamcat.exception.ChannelLiveException;
import io.streamcat.exception.ProvisioningException;
import io.streamcat.exception.StreamCatException;
import io.streamcat.exception.UserNotFoundException;
import io.streamcat.provisioning.ProvisioningStep.Phase;
import io.streamcat.repository.UserRecord;
import io.streamcat.repository.UserRepository;
import io.streamcat.testing.Guarantee;
import io.streamcat.testing.InterceptingProxy;
import io.streamcat.testing.Invariants;
import io.streamcat.testing.Records;
import io.streamcat.user.NewUser;
import io.streamcat.user.ResourceKind;
import io.streamcat.user.User;
import io.streamcat.user.UserId;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The rotation of stream keys. */
@Guarantee({"KEYS-02", "KEYS-04"})
class KeyRotationTest extends KeyRotationFixture {

  private List<String> callsSince(int requests) {
    return aws.emulator().requests().stream()
        .skip(requests)
        .map(RecordedRequest::operation)
        .toList();
  }

  @Test
  void rotate_idleChannel_replacesOnlyTheKey() {
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

  /** A policy for one namespace allows new stream keys only with its tag. */
  @Test
  void rotate_newKey_carriesTheNamespace() {
    streamcat.users().rotateStreamKey(todd.id());

    assertThat(aws.emulator().requests())
        .filteredOn(request -> request.operation().equals("CreateStreamKey"))
        .singleElement()
        .satisfies(
            request ->
                assertThat(request.input().get("tags").toString())
                    .contains("streamcat:namespace=streamcat", "streamcat:store="));
  }

  @Test
  void rotate_anyChannel_recordsTheIntentBeforeCallingAws() {
    AtomicBoolean asked = new AtomicBoolean();
    UserRepository watched =
        InterceptingProxy.before(
            UserRepository.class,
            users,
            "update",
            () -> {
              if (asked.compareAndSet(false, true)) {
                assertThat(aws.calls("DeleteStreamKey")).isZero();
              }
            });
    try (StreamCat server = builder(FailurePolicy.RESUME).storage(s -> s.users(watched)).build()) {
      server.users().rotateStreamKey(todd.id());
    }
    assertThat(asked).isTrue();
  }

  @Test
  void rotate_unrecordedKey_isRevokedAsWell() {
    streamcat.channelService().deleteStreamKey(channel.streamKey().arn());
    StreamKey foreign = streamcat.channelService().createStreamKey(channel.arn(), Map.of());

    StreamKey key = streamcat.users().rotateStreamKey(todd.id()).channel().streamKey();

    assertThat(key.arn()).isNotEqualTo(foreign.arn());
    rotated();
  }

  @Test
  void rotate_channelWithoutAKey_createsOne() {
    streamcat.channelService().deleteStreamKey(channel.streamKey().arn());

    streamcat.users().rotateStreamKey(todd.id());

    rotated();
  }

  @Test
  void rotate_anotherServerTakesOver_returnsItsKeyEvenIfKeysAreNotStored() {
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
        InterceptingProxy.before(
            ChannelService.class,
            streamcat.channelService(),
            "stopStream",
            () -> {
              aws.time().advance(Duration.ofHours(1));
              aws.recover(streamcat);
            });
    try (StreamCat slow =
        builder(FailurePolicy.RESUME)
            .storage(s -> s.users(withoutKeys))
            .services(s -> s.channelService(stalling))
            .build()) {
      User after = slow.users().rotateStreamKey(todd.id(), LiveChannelPolicy.STOP);

      assertThat(after.channel()).isEqualTo(stored().user().channel());
      rotated();
    }
  }

  private static UserRecord withoutKey(UserRecord stored) {
    Channel channel = stored.user().channel();
    return Records.withResource(
        stored,
        new Channel(
            channel.arn(),
            channel.name(),
            channel.ingestEndpoint(),
            channel.playbackUrl(),
            null,
            channel.srt(),
            channel.settings()));
  }

  @Test
  void rotate_liveChannel_isRejectedAndChangesNothing() {
    aws.emulator().startStream(channel.arn());
    UserRecord before = stored();

    assertThatExceptionOfType(ChannelLiveException.class)
        .isThrownBy(() -> streamcat.users().rotateStreamKey(todd.id()))
        .withMessageContaining("the channel of user '" + todd.id() + "' is live")
        .satisfies(e -> assertThat(e.retryable()).isTrue());

    assertThat(stored()).isEqualTo(before);
    assertThat(streamcat.channelService().get(channel.arn())).contains(channel);
    assertThat(streamcat.channelService().isLive(channel.arn())).isTrue();
  }

  @Test
  void rotate_liveChannelWithStop_hasNoKeyUntilTheStreamHasEnded() {
    aws.emulator().startStream(channel.arn());
    int requests = aws.emulator().requests().size();

    streamcat.users().rotateStreamKey(todd.id(), LiveChannelPolicy.STOP);

    assertThat(callsSince(requests))
        .startsWith("ListStreamKeys", "DeleteStreamKey", "StopStream", "GetStream")
        .endsWith("GetStream", "CreateStreamKey");
    assertThat(streamcat.channelService().isLive(channel.arn())).isFalse();
    rotated();
  }

  @Test
  void rotate_idleChannelWithStop_isRotated() {
    streamcat.users().rotateStreamKey(todd.id(), LiveChannelPolicy.STOP);

    rotated();
  }

  @Test
  void rotate_liveStateUnknown_changesNothing() {
    UserRecord before = stored();
    aws.emulator().faults().add(FaultRule.error("GetStream", "AccessDeniedException"));

    assertThatExceptionOfType(ProvisioningException.class)
        .isThrownBy(() -> streamcat.users().rotateStreamKey(todd.id()))
        .withMessageContaining("keeps the channel as it is; nothing was changed")
        .withMessageContaining("ivs:GetStream")
        .satisfies(e -> assertThat(e.causedBy(AccessDeniedException.class)).isPresent());

    assertThat(stored()).isEqualTo(before);
    assertThat(aws.calls("DeleteStreamKey")).isZero();
  }

  @Test
  void rotate_unknownUser_isNotFound() {
    assertThatExceptionOfType(UserNotFoundException.class)
        .isThrownBy(() -> streamcat.users().rotateStreamKey(UserId.of("nobody")));
  }

  @Test
  void rotate_userWithoutAChannel_isRejectedAndChangesNothing() {
    try (StreamCat roomsOnly =
        builder(FailurePolicy.RESUME)
            .users(u -> u.createAtRegistration(EnumSet.of(ResourceKind.CHAT_ROOM)))
            .build()) {
      User ann = roomsOnly.users().provision(NewUser.of("ann", PASSWORD));

      assertThatExceptionOfType(StreamCatException.class)
          .isThrownBy(() -> roomsOnly.users().rotateStreamKey(ann.id()))
          .withMessage(
              "user '" + ann.id() + "' has no channel yet; users().ensureChannel(…) creates it")
          .satisfies(e -> assertThat(e.retryable()).isFalse());
      assertThat(users.findById(ann.id()).orElseThrow().lease()).isNull();
      assertThat(users.findById(ann.id()).orElseThrow().isComplete()).isTrue();
    }
  }

  @Test
  void rotate_incompleteUser_isCompletedFirst() {
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
  void rotate_userBeingRemoved_isNotFound() {
    aws.emulator().faults().add(FaultRule.error("DeleteStage", "AccessDeniedException"));
    assertThatExceptionOfType(ProvisioningException.class)
        .isThrownBy(() -> streamcat.users().deprovision(todd.id()));

    assertThatExceptionOfType(UserNotFoundException.class)
        .isThrownBy(() -> streamcat.users().rotateStreamKey(todd.id()));
    assertThat(users.findById(todd.id())).isEmpty();
  }

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
    // A look-up after a lost answer can fail, too.
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
  void rotate_anyCallFailsTemporarily_succeeds(List<FaultRule> faults) {
    faults.forEach(aws.emulator().faults()::add);

    streamcat.users().rotateStreamKey(todd.id());

    rotated();
  }

  @ParameterizedTest
  @MethodSource("passingFaults")
  void rotate_anyCallFailsTemporarilyAndListsLag_stopsTheLiveChannelAndReplacesTheKey(
      List<FaultRule> faults) {
    aws.emulator()
        .faults()
        .add(FaultRule.staleList(FaultRule.ANY_OPERATION, Duration.ofSeconds(4)));
    faults.forEach(aws.emulator().faults()::add);
    aws.emulator().startStream(channel.arn());

    streamcat.users().rotateStreamKey(todd.id(), LiveChannelPolicy.STOP);

    aws.emulator().faults().clear();
    assertThat(streamcat.channelService().isLive(channel.arn())).isFalse();
    rotated();
  }

  @Test
  void rotate_keyIsNotListed_isRevokedAnyway() {
    // The channel is so new that lists show neither it nor its key.
    aws.emulator().faults().add(FaultRule.staleList("ListStreamKeys", Duration.ofSeconds(10)));

    streamcat.users().rotateStreamKey(todd.id());

    aws.emulator().faults().clear();
    rotated();
    assertThat(aws.calls("CreateStreamKey")).isGreaterThan(1);
  }
}
