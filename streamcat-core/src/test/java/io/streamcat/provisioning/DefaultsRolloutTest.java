package io.streamcat.provisioning;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.tuple;

import io.streamcat.StreamCat;
import io.streamcat.StreamCatBuilder;
import io.streamcat.aws.CallPriority;
import io.streamcat.aws.internal.CallScope;
import io.streamcat.channel.ChannelSettings;
import io.streamcat.channel.ChannelType;
import io.streamcat.channel.ContainerFormat;
import io.streamcat.channel.LiveChannelPolicy;
import io.streamcat.channel.MultitrackInput;
import io.streamcat.channel.TranscodePreset;
import io.streamcat.chat.ChatRoomService;
import io.streamcat.chat.ChatRoomSettings;
import io.streamcat.emulator.FaultRule;
import io.streamcat.exception.InvalidInputException;
import io.streamcat.repository.UserRecord;
import io.streamcat.repository.UserRepository;
import io.streamcat.testing.EmulatedAws;
import io.streamcat.testing.Guarantee;
import io.streamcat.testing.InterceptingProxy;
import io.streamcat.user.NewUser;
import io.streamcat.user.ResourceKind;
import io.streamcat.user.User;
import io.streamcat.user.UserId;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.regions.Region;

/** The roll-out of new defaults to registered users. */
@Guarantee("KEYS-08")
class DefaultsRolloutTest {

  private final EmulatedAws aws = new EmulatedAws();
  private final UserRepository users = UserRepository.inMemory();
  private final StreamCat before = builder().build();
  private final StreamCat after =
      builder()
          .users(
              u ->
                  u.channelSettings(ChannelSettings.builder().type(ChannelType.BASIC).build())
                      .chatRoomSettings(
                          ChatRoomSettings.builder().maximumMessageLength(200).build()))
          .build();

  @AfterEach
  void close() {
    after.close();
    before.close();
    aws.close();
  }

  private StreamCatBuilder builder() {
    return aws.streamCat()
        .storage(s -> s.users(users))
        .users(u -> u.failurePolicy(FailurePolicy.RESUME));
  }

  private User user(String id) {
    return users.findById(UserId.of(id)).orElseThrow().user();
  }

  @Test
  void plan_otherDefaults_listsDifferencesAndChangesNothing() {
    User todd = before.users().provision(NewUser.withId("todd"));
    long calls = aws.calls("GetRoom") + aws.calls("GetStage") + aws.calls("BatchGetChannel");

    ReconciliationPlan plan = after.reconciler().planWithDefaults();

    assertThat(plan.findings())
        .extracting(Finding::type, Finding::kind, Finding::userId, Finding::detail)
        .containsExactly(
            tuple(
                Finding.Type.OUTDATED,
                ResourceKind.CHANNEL,
                todd.id(),
                "type is STANDARD instead of BASIC"),
            tuple(
                Finding.Type.OUTDATED,
                ResourceKind.CHAT_ROOM,
                todd.id(),
                "maximumMessageLength is 500 instead of 200"));
    assertThat(plan.users()).isEqualTo(1);
    assertThat(plan.resources()).isEqualTo(3);
    assertThat(user("todd")).isEqualTo(todd);
    assertThat(aws.calls("GetRoom") + aws.calls("GetStage") + aws.calls("BatchGetChannel"))
        .isEqualTo(calls);
    assertThat(before.reconciler().planWithDefaults().isEmpty()).isTrue();
  }

  @Test
  void apply_otherDefaults_changesResourcesAndEmptiesTheNextPlan() {
    before.users().provision(NewUser.withId("todd"));

    ReconciliationReport report = after.reconciler().apply(after.reconciler().planWithDefaults());

    assertThat(report.done()).hasSize(2);
    User todd = user("todd");
    assertThat(todd.channel().settings().type()).isEqualTo(ChannelType.BASIC);
    assertThat(todd.chatRoom().settings().maximumMessageLength()).isEqualTo(200);
    assertThat(after.chatRoomService().get(todd.chatRoom().arn())).contains(todd.chatRoom());
    assertThat(after.reconciler().planWithDefaults().isEmpty()).isTrue();
    assertThat(before.reconciler().planWithDefaults().findings())
        .as("settings of a roll-out do not count as chosen")
        .hasSize(2);
  }

  @Test
  void plan_chosenSettings_areSkippedEvenIfEqualToTheDefault() {
    before
        .users()
        .provision(
            NewUser.withId("ann")
                .withChannel(change -> change.type(ChannelType.STANDARD))
                .withChatRoom(change -> change.maximumMessageRatePerSecond(3)));
    before.users().provision(NewUser.withId("bob"));
    before.users().changeChatRoom(UserId.of("bob"), change -> change.maximumMessageLength(400));

    after.reconciler().apply(after.reconciler().planWithDefaults());

    assertThat(user("ann").channel().settings().type()).isEqualTo(ChannelType.STANDARD);
    assertThat(user("ann").chatRoom().settings().maximumMessageLength()).isEqualTo(200);
    assertThat(user("ann").chatRoom().settings().maximumMessageRatePerSecond()).isEqualTo(3);
    assertThat(user("bob").channel().settings().type()).isEqualTo(ChannelType.BASIC);
    assertThat(user("bob").chatRoom().settings().maximumMessageLength()).isEqualTo(400);
    assertThat(after.reconciler().planWithDefaults().isEmpty()).isTrue();
  }

  @Test
  void apply_liveChannel_waitsForTheEndOfTheStreamAndIsNotPlannedAgain() {
    User todd = before.users().provision(NewUser.withId("todd"));
    aws.emulator().startStream(todd.channel().arn());

    ReconciliationReport report = after.reconciler().apply(after.reconciler().planWithDefaults());

    assertThat(report.skipped().values())
        .containsExactly("recovery applies the defaults when its live stream has ended");
    assertThat(after.channelService().isLive(todd.channel().arn())).isTrue();
    assertThat(after.reconciler().planWithDefaults().isEmpty()).isTrue();
    after.channelService().stopStream(todd.channel().arn());
    aws.recover(after);
    assertThat(user("todd").channel().settings().type()).isEqualTo(ChannelType.BASIC);
  }

  @Test
  void apply_interrupted_isContinuedByAnotherPlan() {
    for (int i = 0; i < 6; i++) {
      before.users().provision(NewUser.withId("user-" + i));
    }
    ReconciliationPlan all = after.reconciler().planWithDefaults();
    AtomicInteger updates = new AtomicInteger();
    ChatRoomService interrupting =
        InterceptingProxy.before(
            ChatRoomService.class,
            after.chatRoomService(),
            "update",
            () -> {
              if (updates.incrementAndGet() == 3) {
                Thread.currentThread().interrupt();
              }
            });
    try (StreamCat dying =
        builder()
            .services(s -> s.chatRoomService(interrupting))
            .users(
                u ->
                    u.channelSettings(ChannelSettings.builder().type(ChannelType.BASIC).build())
                        .chatRoomSettings(
                            ChatRoomSettings.builder().maximumMessageLength(200).build()))
            .build()) {
      assertThat(dying.reconciler().apply(all).skipped()).isNotEmpty();
    } finally {
      Thread.interrupted();
    }

    aws.time().advance(Duration.ofHours(1));
    aws.recover(after);
    ReconciliationPlan rest = after.reconciler().planWithDefaults();

    assertThat(rest.findings()).hasSizeBetween(1, all.findings().size() - 2);
    after.reconciler().apply(rest);
    assertThat(after.reconciler().planWithDefaults().isEmpty()).isTrue();
    for (int i = 0; i < 6; i++) {
      assertThat(user("user-" + i).chatRoom().settings().maximumMessageLength()).isEqualTo(200);
    }
  }

  @Test
  void apply_awsIsCalled_changeIsPendingAndOfBackgroundPriority() {
    before.users().provision(NewUser.withId("todd"));
    List<CallPriority> priorities = new ArrayList<>();
    ChatRoomService watched =
        InterceptingProxy.before(
            ChatRoomService.class,
            after.chatRoomService(),
            "update",
            () -> {
              UserRecord stored = users.findById(UserId.of("todd")).orElseThrow();
              assertThat(stored.pending().change(ResourceKind.CHAT_ROOM)).isPresent();
              assertThat(stored.own().chatRoom().isEmpty()).isTrue();
              priorities.add(CallScope.priority());
            });
    try (StreamCat server =
        builder()
            .services(s -> s.chatRoomService(watched))
            .users(
                u ->
                    u.chatRoomSettings(
                        ChatRoomSettings.builder().maximumMessageLength(200).build()))
            .build()) {
      server.reconciler().apply(server.reconciler().planWithDefaults());
    }

    assertThat(priorities).containsExactly(CallPriority.BACKGROUND);
  }

  @Test
  void apply_settingsChosenMeanwhile_areSkipped() {
    User todd = before.users().provision(NewUser.withId("todd"));
    ReconciliationPlan plan = after.reconciler().planWithDefaults();
    before
        .users()
        .changeChannel(
            todd.id(),
            change ->
                change
                    .type(ChannelType.ADVANCED_HD)
                    .preset(TranscodePreset.HIGHER_BANDWIDTH_DELIVERY),
            LiveChannelPolicy.REFUSE);

    ReconciliationReport report = after.reconciler().apply(plan);

    assertThat(report.skipped().values())
        .containsExactly("it has the defaults, or its settings were chosen or are changing");
    assertThat(user("todd").channel().settings().type()).isEqualTo(ChannelType.ADVANCED_HD);
    assertThat(user("todd").channel().settings().preset()).isNotNull();
  }

  @Test
  void apply_awsRejectsTheDefaults_stopsAfterFiveFailures() {
    for (int i = 0; i < 8; i++) {
      before.users().provision(NewUser.withId("user-" + i));
    }
    aws.emulator().faults().add(FaultRule.error("UpdateChannel", "ValidationException").times(0));
    ReconciliationPlan plan =
        after.reconciler().planWithDefaults().only(f -> f.kind() == ResourceKind.CHANNEL);

    ReconciliationReport report = after.reconciler().apply(plan);

    assertThat(report.failed()).hasSize(Recovery.EQUAL_FAILURES);
    assertThat(report.skipped()).hasSize(8 - Recovery.EQUAL_FAILURES);
    assertThat(aws.calls("UpdateChannel")).isEqualTo(Recovery.EQUAL_FAILURES);
    assertThat(users.stream().allMatch(UserRecord::isSettled)).isTrue();
  }

  @Test
  void apply_defaultsConflictWithChosenSettings_reportsAndAppliesNothing() {
    before
        .users()
        .provision(
            NewUser.withId("todd")
                .withChannel(change -> change.containerFormat(ContainerFormat.TS)));
    try (StreamCat multitrack =
        builder()
            .users(
                u ->
                    u.channelSettings(
                        ChannelSettings.builder()
                            .containerFormat(ContainerFormat.FRAGMENTED_MP4)
                            .multitrackInput(
                                new MultitrackInput(
                                    MultitrackInput.Policy.ALLOW, MultitrackInput.Resolution.HD))
                            .build()))
            .build()) {
      ReconciliationPlan plan = multitrack.reconciler().planWithDefaults();

      assertThat(plan.findings())
          .singleElement()
          .extracting(Finding::detail)
          .asString()
          .startsWith("the defaults conflict with chosen settings");
      assertThat(multitrack.reconciler().apply(plan).skipped()).hasSize(1);
    }
    assertThat(aws.calls("UpdateChannel")).isZero();
  }

  @Test
  void plan_namespaceIsNotSet_isRejected() {
    try (StreamCat none =
        StreamCat.builder()
            .storage(s -> s.users(users))
            .aws(
                a ->
                    a.region(Region.US_EAST_1)
                        .credentialsProvider(EmulatedAws.credentials())
                        .endpointOverride(aws.emulator().endpoint()))
            .build()) {
      assertThatExceptionOfType(InvalidInputException.class)
          .isThrownBy(() -> none.reconciler().planWithDefaults());
    }
  }
}
