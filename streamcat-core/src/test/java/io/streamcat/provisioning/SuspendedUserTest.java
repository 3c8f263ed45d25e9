package io.streamcat.provisioning;

import static io.streamcat.testing.EmulatedAws.PASSWORD;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.streamcat.StreamCat;
import io.streamcat.channel.LiveChannelPolicy;
import io.streamcat.chat.ChatRole;
import io.streamcat.emulator.EmulatedResource;
import io.streamcat.exception.UserNotFoundException;
import io.streamcat.operations.ChatTokens;
import io.streamcat.operations.ChatViewer;
import io.streamcat.playback.PlaybackTokenRequest;
import io.streamcat.realtime.ParticipantTokenRequest;
import io.streamcat.realtime.StageRole;
import io.streamcat.repository.UserRecord;
import io.streamcat.repository.UserRepository;
import io.streamcat.signing.SigningKey;
import io.streamcat.testing.Guarantee;
import io.streamcat.testing.InterceptingProxy;
import io.streamcat.testing.Records;
import io.streamcat.user.NewUser;
import io.streamcat.user.ResourceKind;
import io.streamcat.user.User;
import io.streamcat.user.UserId;
import io.streamcat.user.UserState;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** The calls that are refused while a user is suspended, and those that are not. */
@Guarantee("SUSPEND-03")
class SuspendedUserTest extends SuspensionFixture {

  private final StreamCat signing =
      builder(FailurePolicy.RESUME)
          .services(
              s ->
                  s.playbackSigningKey(SigningKey.generate())
                      .participantSigningKey(SigningKey.generate()))
          .build();
  private final User ann = streamcat.users().provision(NewUser.of("ann", PASSWORD));
  private final ChatTokens earlier =
      streamcat.chatRooms().tokens(todd.id(), viewer(ann), ChatRole.CHATTER);

  @BeforeEach
  void suspend() {
    streamcat.suspensions().suspend(todd.id(), REASON, nextWeek);
  }

  @AfterEach
  void closeSigning() {
    signing.close();
  }

  private static ChatViewer viewer(User user) {
    return ChatViewer.user(user.id(), Map.of());
  }

  private static PlaybackTokenRequest playback(User viewer) {
    return PlaybackTokenRequest.builder(Duration.ofMinutes(5))
        .viewerId(viewer.id().value())
        .build();
  }

  @Test
  void anyRefusal_saysWhyAndUntilWhen() {
    assertRefused(() -> streamcat.channels().ingest(todd.id()))
        .withMessage("user '" + todd.id() + "' is suspended until " + nextWeek)
        .satisfies(
            e -> {
              assertThat(e.userId()).isEqualTo(todd.id().value());
              assertThat(e.reason()).isEqualTo(REASON);
              assertThat(e.until()).contains(nextWeek);
              assertThat(e.retryable()).isFalse();
            });
  }

  @Test
  void tokens_ofTheSuspendedUsersResources_areRefused() {
    assertRefused(() -> streamcat.chatRooms().token(todd.id(), viewer(ann), ChatRole.VIEWER));
    assertRefused(
        () -> streamcat.chatRooms().token(todd.id(), ChatViewer.guest(), ChatRole.VIEWER));
    assertRefused(earlier::next);
    assertRefused(() -> streamcat.stages().token(todd.id(), ann.id(), StageRole.GUEST));
    assertRefused(() -> signing.stages().token(todd.id(), todd.id(), StageRole.HOST));
    assertRefused(() -> signing.stages().exchange(todd.id(), "p", ann.id(), StageRole.VIEWER));
    assertRefused(() -> signing.playback().token(todd.id(), playback(ann)));
    assertRefused(() -> signing.playback().url(todd.id(), playback(ann)));
    assertThat(aws.calls("CreateChatToken") + aws.calls("CreateParticipantToken")).isZero();
  }

  @Test
  void tokens_forTheSuspendedUserAsAViewer_areRefused() {
    assertRefused(() -> streamcat.chatRooms().token(ann.id(), viewer(todd), ChatRole.VIEWER));
    assertRefused(() -> streamcat.stages().token(ann.id(), todd.id(), StageRole.VIEWER));
    assertRefused(() -> signing.playback().token(ann.id(), playback(todd)));
  }

  @Test
  void tokens_forOtherViewers_areIssued() {
    streamcat.chatRooms().token(ann.id(), ChatViewer.guest(), ChatRole.VIEWER);
    streamcat.stages().token(ann.id(), UserId.of("unknown"), StageRole.VIEWER);
    streamcat.stages().token(ann.id(), ParticipantTokenRequest.builder().build());
    signing.playback().token(ann.id(), PlaybackTokenRequest.builder(Duration.ofMinutes(5)).build());
    signing
        .playback()
        .token(
            ann.id(),
            PlaybackTokenRequest.builder(Duration.ofMinutes(5))
                .viewerId("not an id \u0001")
                .build());

    assertThat(aws.calls("CreateChatToken")).isEqualTo(1);
  }

  @Test
  void changes_ofTheSuspendedUser_areRefusedAndChangeNothing() {
    UserRecord before = stored();
    UserProvisioner provisioner = streamcat.users();

    for (LiveChannelPolicy policy : LiveChannelPolicy.values()) {
      assertRefused(() -> provisioner.rotateStreamKey(todd.id(), policy));
      assertRefused(() -> provisioner.changeChannel(todd.id(), c -> c.authorized(true), policy));
    }
    assertRefused(
        () -> provisioner.changeChatRoom(todd.id(), c -> c.maximumMessageRatePerSecond(1)));
    assertRefused(() -> provisioner.changeStage(todd.id(), c -> c.recording(null)));
    assertRefused(() -> provisioner.ensureStage(todd.id()));
    assertRefused(() -> provisioner.forgo(todd.id(), ResourceKind.STAGE));
    assertThat(stored()).isEqualTo(before);
    stopped(stored());
  }

  private static void stopped(UserRecord record) {
    assertThat(record.resources().channel().streamKey()).isNull();
  }

  @Test
  void authenticate_suspendedUser_isRefusedOnlyWithTheRightPassword() {
    assertRefused(() -> streamcat.passwords().authenticate("todd", PASSWORD))
        .satisfies(e -> assertThat(e.reason()).isEqualTo(REASON));
    assertThat(streamcat.passwords().authenticate("todd", "wrong " + PASSWORD)).isEmpty();
    streamcat.suspensions().reinstate(todd.id());
    assertThat(streamcat.passwords().authenticate("todd", PASSWORD)).contains(stored().user());
  }

  @Test
  void stop_suspendedUserWhoIsLive_stopsWithoutANewKey() {
    aws.emulator().startStream(channel.arn());

    User after = streamcat.channels().stop(todd.id());

    assertThat(after.channel().streamKey()).isNull();
    assertThat(streamcat.channelService().isLive(channel.arn())).isFalse();
    revoked(stored());
  }

  /** The removal is left to its own caller, or to recovery. */
  @Test
  void reinstate_removalBeginsMeanwhile_isNotFound() {
    AtomicBoolean isFirst = new AtomicBoolean(true);
    UserRepository racing =
        InterceptingProxy.before(
            UserRepository.class,
            users,
            "update",
            () -> {
              if (isFirst.getAndSet(false)) {
                Records.change(
                    users, todd.id(), record -> record.deprovisioning(aws.time().instant()));
              }
            });
    try (StreamCat other = aws.streamCat().storage(s -> s.users(racing)).build()) {
      assertThatExceptionOfType(UserNotFoundException.class)
          .isThrownBy(() -> other.suspensions().reinstate(todd.id()));
    }

    assertThat(stored().state()).isEqualTo(UserState.DEPROVISIONING);
    assertThat(aws.existing("channel")).extracting(EmulatedResource::arn).contains(channel.arn());
  }

  @Test
  void live_suspendedUserWhoIsStillLive_isNotListed() {
    aws.emulator().startStream(channel.arn());
    aws.emulator().startStream(ann.channel().arn());

    assertThat(streamcat.channels().live())
        .extracting(live -> live.user().id())
        .containsExactly(ann.id());
  }

  @Test
  void moderation_ofTheSuspendedUsersRoom_continues() {
    streamcat.chatRooms().ban(todd.id(), ann.id().value(), "spam", null);

    assertThat(streamcat.chatRooms().bans(todd.id())).hasSize(1);
    assertThat(streamcat.stages().kick(todd.id(), ann.id(), "spam")).isZero();
  }
}
