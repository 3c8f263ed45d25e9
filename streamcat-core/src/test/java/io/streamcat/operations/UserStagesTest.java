package io.streamcat.operations;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.streamcat.StreamCat;
import io.streamcat.emulator.EmulatedParticipant;
import io.streamcat.exception.InvalidInputException;
import io.streamcat.exception.StreamCatException;
import io.streamcat.exception.UserNotFoundException;
import io.streamcat.realtime.ParticipantFilter;
import io.streamcat.realtime.ParticipantSummary;
import io.streamcat.realtime.ParticipantToken;
import io.streamcat.realtime.ParticipantTokenRequest;
import io.streamcat.realtime.ParticipantTokenSigner;
import io.streamcat.realtime.StageRole;
import io.streamcat.signing.SigningKey;
import io.streamcat.signing.SigningKeys;
import io.streamcat.testing.EmulatedAws;
import io.streamcat.user.NewUser;
import io.streamcat.user.ResourceKind;
import io.streamcat.user.User;
import io.streamcat.user.UserId;
import java.time.Duration;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class UserStagesTest {

  private static final UserId ANN = UserId.of("ann");
  private static final UserId BEN = UserId.of("ben");

  private final EmulatedAws aws = new EmulatedAws();
  private final StreamCat streamcat = aws.streamCat().build();
  private final User todd = streamcat.users().provision(NewUser.of("todd", EmulatedAws.PASSWORD));
  private final UserStages stages = streamcat.stages();

  @AfterEach
  void close() {
    streamcat.close();
    aws.close();
  }

  private EmulatedParticipant join(UserId participant, StageRole role) {
    return aws.emulator()
        .participants()
        .join(stages.token(todd.id(), participant, role).value().reveal());
  }

  @Test
  void token_guest_joinsTheOwnersStageAsTheUser() {
    EmulatedParticipant joined = join(ANN, StageRole.GUEST);

    assertThat(joined.stageArn()).isEqualTo(todd.stage().arn());
    aws.emulator().participants().publish(joined);
    assertThat(stages.present(todd.id()))
        .singleElement()
        .extracting(ParticipantSummary::userId, ParticipantSummary::published)
        .containsExactly("ann", true);
  }

  @Test
  void token_viewer_cannotPublish() {
    EmulatedParticipant viewer = join(ANN, StageRole.VIEWER);

    assertThatExceptionOfType(IllegalStateException.class)
        .isThrownBy(() -> aws.emulator().participants().publish(viewer));
  }

  @Test
  void token_host_isTheOwnerOnly() {
    aws.emulator().participants().publish(join(todd.id(), StageRole.HOST));

    assertThatExceptionOfType(InvalidInputException.class)
        .isThrownBy(() -> stages.token(todd.id(), ANN, StageRole.HOST))
        .withMessageStartingWith("role: ");
  }

  @Test
  void token_request_isPassedToAws() {
    ParticipantToken token =
        stages.token(
            todd.id(),
            ParticipantTokenRequest.builder()
                .duration(Duration.ofMinutes(5))
                .attributes(Map.of("name", "Ann"))
                .build());

    assertThat(token.expiresAt()).isEqualTo(aws.time().instant().plusSeconds(300));
  }

  private UserStages signing() {
    SigningKey key = SigningKey.generate();
    String arn =
        SigningKeys.create(streamcat.realTimeService().publicKeys(), "test", aws.time())
            .publish(key)
            .arn();
    return UserStages.create(
        streamcat.users(),
        streamcat.realTimeService(),
        ParticipantTokenSigner.create(key, arn, aws.time()));
  }

  @Test
  void exchange_viewerToGuestAndBack_changesThePermissionToPublish() {
    UserStages signing = signing();
    ParticipantToken viewer = signing.token(todd.id(), ANN, StageRole.VIEWER);
    EmulatedParticipant joined = aws.emulator().participants().join(viewer.value().reveal());
    int calls = aws.emulator().requests().size();

    exchange(signing, joined, StageRole.GUEST);
    aws.emulator().participants().publish(joined);
    exchange(signing, joined, StageRole.VIEWER);

    assertThatExceptionOfType(IllegalStateException.class)
        .isThrownBy(() -> aws.emulator().participants().publish(joined));
    assertThat(aws.emulator().requests()).hasSize(calls);
    assertThat(signing.present(todd.id()))
        .singleElement()
        .extracting(ParticipantSummary::id, ParticipantSummary::userId)
        .containsExactly(viewer.participantId(), "ann");
  }

  private void exchange(UserStages signing, EmulatedParticipant joined, StageRole role) {
    ParticipantToken token = signing.exchange(todd.id(), joined.participantId(), ANN, role);
    aws.emulator().participants().exchangeToken(joined, token.value().reveal());
  }

  @Test
  void exchange_hostForAnotherUser_isRejected() {
    assertThatExceptionOfType(InvalidInputException.class)
        .isThrownBy(() -> signing().exchange(todd.id(), "abcdefABCDEF", ANN, StageRole.HOST))
        .withMessageStartingWith("role: ");
  }

  @Test
  void exchange_withoutSigningKey_namesTheSetting() {
    assertThatExceptionOfType(StreamCatException.class)
        .isThrownBy(() -> stages.exchange(todd.id(), "abcdefABCDEF", ANN, StageRole.GUEST))
        .withMessageContaining("participantSigningKey");
  }

  @Test
  void token_withSigner_callsNoAws() {
    UserStages signing = signing();
    int calls = aws.emulator().requests().size();

    ParticipantToken token = signing.token(todd.id(), ANN, StageRole.GUEST);

    assertThat(aws.emulator().requests()).hasSize(calls);
    assertThat(aws.emulator().participants().join(token.value().reveal()).stageArn())
        .isEqualTo(todd.stage().arn());
  }

  @Test
  void builder_participantTokenSigner_isUsed() {
    SigningKey key = SigningKey.generate();
    String arn =
        SigningKeys.create(streamcat.realTimeService().publicKeys(), "test", aws.time())
            .publish(key)
            .arn();
    try (StreamCat other =
        aws.streamCat()
            .participantTokenSigner(ParticipantTokenSigner.create(key, arn, aws.time()))
            .build()) {
      User ann = other.users().provision(NewUser.of("ann", EmulatedAws.PASSWORD));
      aws.emulator()
          .participants()
          .join(other.stages().token(ann.id(), ann.id(), StageRole.HOST).value().reveal());
    }
    assertThat(aws.calls("CreateParticipantToken")).isZero();
  }

  @Test
  void kick_userOnSeveralDevices_disconnectsAllOfThem() {
    join(ANN, StageRole.GUEST);
    join(ANN, StageRole.VIEWER);
    aws.emulator().participants().leave(join(ANN, StageRole.VIEWER));
    EmulatedParticipant ben = join(BEN, StageRole.GUEST);

    assertThat(stages.kick(todd.id(), ANN, "spam")).isEqualTo(2);

    assertThat(stages.present(todd.id()))
        .extracting(ParticipantSummary::id)
        .containsExactly(ben.participantId());
    assertThat(stages.kick(todd.id(), ANN, "spam")).isZero();
  }

  @Test
  void kick_emptyStage_disconnectsNoParticipant() {
    assertThat(stages.kick(todd.id(), ANN, "")).isZero();
    assertThatExceptionOfType(InvalidInputException.class)
        .isThrownBy(() -> stages.kick(todd.id(), ANN, "x".repeat(129)))
        .withMessageStartingWith("reason: ");
  }

  @Test
  void disconnect_oneOfTwoDevices_keepsTheOther() {
    EmulatedParticipant phone = join(ANN, StageRole.GUEST);
    EmulatedParticipant laptop = join(ANN, StageRole.GUEST);

    stages.disconnect(todd.id(), phone.participantId(), "");

    assertThat(stages.present(todd.id()))
        .extracting(ParticipantSummary::id)
        .containsExactly(laptop.participantId());
  }

  @Test
  void sessions_endedSession_isListedWithItsParticipants() {
    EmulatedParticipant ann = join(ANN, StageRole.GUEST);
    aws.emulator().participants().leave(ann);

    assertThat(stages.activeSession(todd.id())).isEmpty();
    assertThat(stages.present(todd.id())).isEmpty();
    assertThat(stages.sessions(todd.id())).extracting("id").containsExactly(ann.sessionId());
    assertThat(stages.participants(todd.id(), ann.sessionId(), ParticipantFilter.all()))
        .extracting(ParticipantSummary::userId)
        .containsExactly("ann");
  }

  @Test
  void token_unknownOrRemovedOwner_isNotFound() {
    assertThatExceptionOfType(UserNotFoundException.class)
        .isThrownBy(() -> stages.token(ANN, BEN, StageRole.GUEST));
    streamcat.users().deprovision(todd.id());
    assertThatExceptionOfType(UserNotFoundException.class)
        .isThrownBy(() -> stages.token(todd.id(), BEN, StageRole.GUEST));
  }

  @Test
  void token_ownerWithoutStage_isATypedException() {
    try (StreamCat later =
        aws.streamCat()
            .createAtRegistration(Set.of(ResourceKind.CHANNEL, ResourceKind.CHAT_ROOM))
            .build()) {
      User ann = later.users().provision(NewUser.of("ann", EmulatedAws.PASSWORD));

      assertThatExceptionOfType(StreamCatException.class)
          .isThrownBy(() -> later.stages().token(ann.id(), ann.id(), StageRole.HOST))
          .withMessageContaining("has no stage yet");
    }
  }
}
