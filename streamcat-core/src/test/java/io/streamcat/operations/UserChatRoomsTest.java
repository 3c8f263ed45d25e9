package io.streamcat.operations;

import static io.streamcat.testing.EmulatedAws.PASSWORD;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.streamcat.StreamCat;
import io.streamcat.chat.ChatRole;
import io.streamcat.chat.ChatToken;
import io.streamcat.emulator.FaultRule;
import io.streamcat.emulator.RecordedRequest;
import io.streamcat.emulator.SentChatEvent;
import io.streamcat.exception.AwsException;
import io.streamcat.exception.BannedException;
import io.streamcat.exception.InvalidInputException;
import io.streamcat.exception.StreamCatException;
import io.streamcat.exception.UserNotFoundException;
import io.streamcat.testing.EmulatedAws;
import io.streamcat.testing.Guarantee;
import io.streamcat.testing.InterceptingProxy;
import io.streamcat.user.NewUser;
import io.streamcat.user.ResourceKind;
import io.streamcat.user.User;
import io.streamcat.user.UserId;
import java.time.Duration;
import java.time.Instant;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

@Guarantee("CHAT-02")
class UserChatRoomsTest {

  private final EmulatedAws aws = new EmulatedAws();
  private final BanList bans = BanList.inMemory();
  private final StreamCat streamcat = aws.streamCat().storage(s -> s.bans(bans)).build();
  private final UserChatRooms rooms = streamcat.chatRooms();
  private final User todd = streamcat.users().provision(NewUser.of("todd", PASSWORD));
  private final User alice = streamcat.users().provision(NewUser.of("alice", PASSWORD));
  private final ChatViewer visitor = ChatViewer.user(alice.id(), Map.of("name", "Alice"));

  @AfterEach
  void close() {
    streamcat.close();
    aws.close();
  }

  private Map<String, Object> lastInput() {
    List<RecordedRequest> requests = aws.emulator().requests();
    return requests.get(requests.size() - 1).input();
  }

  @ParameterizedTest
  @EnumSource(
      value = ChatRole.class,
      names = {"VIEWER", "CHATTER", "MODERATOR"})
  void token_eachRole_hasItsRoomCapabilitiesAndName(ChatRole role) {
    rooms.token(todd.id(), visitor, role);

    assertThat(lastInput())
        .containsEntry("roomIdentifier", todd.chatRoom().arn())
        .containsEntry("userId", alice.id().value())
        .containsEntry("sessionDurationInMinutes", 60L)
        .containsEntry(
            "attributes", Map.of("name", "Alice", "role", role.name().toLowerCase(Locale.ROOT)))
        .containsEntry(
            "capabilities", role.capabilities().stream().map(Enum::name).sorted().toList());
  }

  @Test
  void messagingEndpoint_emulator_isThatOfTheEmulator() {
    assertThat(rooms.messagingEndpoint(todd.id())).isEqualTo(aws.emulator().chatEndpoint());
  }

  @Test
  void token_owner_hasTheRoleOwner() {
    rooms.token(todd.id(), ChatViewer.user(todd.id(), Map.of()), ChatRole.OWNER);

    assertThat(lastInput()).containsEntry("attributes", Map.of("role", "owner"));
  }

  @Test
  void token_otherUserAsOwner_isRejectedBeforeACall() {
    assertThatExceptionOfType(InvalidInputException.class)
        .isThrownBy(() -> rooms.token(todd.id(), visitor, ChatRole.OWNER))
        .satisfies(e -> assertThat(e.field()).isEqualTo("role"));

    assertThat(aws.calls("CreateChatToken")).isZero();
  }

  @ParameterizedTest
  @ValueSource(strings = {"role", "ROLE", "Role"})
  void viewer_attributeNamedRole_isRejected(String name) {
    assertThatExceptionOfType(InvalidInputException.class)
        .isThrownBy(() -> ChatViewer.user(alice.id(), Map.of(name, "owner")))
        .satisfies(e -> assertThat(e.field()).isEqualTo("attributes"));
  }

  @Test
  void token_attributesWithTheRole_areLimitedTogether() {
    // "k" and 1,012 bytes, "role" and "chatter": 1,024 in all.
    rooms.token(
        todd.id(), ChatViewer.user(alice.id(), Map.of("k", "x".repeat(1012))), ChatRole.CHATTER);

    assertThatExceptionOfType(InvalidInputException.class)
        .isThrownBy(
            () ->
                rooms.token(
                    todd.id(),
                    ChatViewer.user(alice.id(), Map.of("k", "x".repeat(1013))),
                    ChatRole.CHATTER))
        .satisfies(e -> assertThat(e.field()).isEqualTo("attributes"));
  }

  @Test
  void token_givenDuration_lastsAsLong() {
    ChatToken token = rooms.token(todd.id(), visitor, ChatRole.CHATTER, Duration.ofHours(3));

    assertThat(token.sessionEndsAt()).isEqualTo(aws.time().instant().plus(Duration.ofHours(3)));
    assertThatExceptionOfType(InvalidInputException.class)
        .isThrownBy(
            () -> rooms.token(todd.id(), visitor, ChatRole.CHATTER, Duration.ofMinutes(181)));
  }

  @Test
  void token_withoutRole_guestsReadAndUsersChat() {
    rooms.token(todd.id(), ChatViewer.guest());
    assertThat(lastInput()).containsEntry("capabilities", List.of());

    rooms.token(todd.id(), visitor);
    assertThat(lastInput()).containsEntry("capabilities", List.of("SEND_MESSAGE"));
  }

  @Test
  void guest_knownId_isRecognised() {
    ChatViewer guest = ChatViewer.guest();

    assertThat(guest.isGuest()).isTrue();
    assertThat(ChatViewer.guest().id()).isNotEqualTo(guest.id());
    assertThat(ChatViewer.guest(guest.id())).isEqualTo(guest);
    assertThat(visitor.isGuest()).isFalse();
  }

  @Test
  void guest_idOfAUser_isRejected() {
    assertThatExceptionOfType(InvalidInputException.class)
        .isThrownBy(() -> ChatViewer.guest(todd.id().value()));
  }

  @ParameterizedTest
  @EnumSource(
      value = ChatRole.class,
      names = {"MODERATOR", "OWNER"})
  void token_guestAsModeratorOrOwner_isRejected(ChatRole role) {
    assertThatExceptionOfType(InvalidInputException.class)
        .isThrownBy(() -> rooms.token(todd.id(), ChatViewer.guest(), role))
        .satisfies(e -> assertThat(e.field()).isEqualTo("role"));
  }

  @Test
  void token_guestAsChatter_maySendMessages() {
    rooms.token(todd.id(), ChatViewer.guest(), ChatRole.CHATTER);

    assertThat(lastInput()).containsEntry("capabilities", List.of("SEND_MESSAGE"));
  }

  @Test
  void anyCall_unknownOwner_isRejected() {
    UserId nobody = UserId.of("nobody");

    assertThatExceptionOfType(UserNotFoundException.class)
        .isThrownBy(() -> rooms.token(nobody, visitor, ChatRole.VIEWER));
    assertThatExceptionOfType(UserNotFoundException.class)
        .isThrownBy(() -> rooms.sendEvent(nobody, "e", Map.of()));
    assertThatExceptionOfType(UserNotFoundException.class)
        .isThrownBy(() -> rooms.deleteMessage(nobody, "abcdefABCDEF", null));
    assertThatExceptionOfType(UserNotFoundException.class)
        .isThrownBy(() -> rooms.disconnectUser(nobody, "u", null));
    assertThatExceptionOfType(UserNotFoundException.class)
        .isThrownBy(() -> rooms.ban(nobody, "u", null));
    assertThat(bans.list(nobody, aws.time().instant())).isEmpty();
  }

  @Test
  void token_ownerWithoutRoom_isATypedException() {
    try (StreamCat lazy =
        aws.streamCat()
            .users(u -> u.createAtRegistration(EnumSet.of(ResourceKind.CHANNEL)))
            .build()) {
      User bob = lazy.users().provision(NewUser.of("bob", PASSWORD));

      assertThatExceptionOfType(StreamCatException.class)
          .isThrownBy(() -> lazy.chatRooms().token(bob.id(), visitor))
          .withMessageContaining("has no chat room yet");
    }
  }

  @Test
  void token_removedOwner_isRejected() {
    streamcat.users().deprovision(todd.id());

    assertThatExceptionOfType(UserNotFoundException.class)
        .isThrownBy(() -> rooms.token(todd.id(), visitor));
  }

  @Test
  void tokens_eachCall_issuesANewToken() {
    ChatTokens tokens = rooms.tokens(todd.id(), visitor, ChatRole.CHATTER);
    assertThat(aws.calls("CreateChatToken")).as("no token is issued before it is needed").isZero();

    assertThat(tokens.next().value().reveal()).isNotEqualTo(tokens.next().value().reveal());
  }

  @Test
  void tokens_viewerBannedLater_areNoLongerIssued() {
    ChatTokens tokens = rooms.tokens(todd.id(), visitor, ChatRole.CHATTER);
    tokens.next();
    rooms.ban(todd.id(), visitor.id(), "rude");

    assertThatExceptionOfType(BannedException.class).isThrownBy(tokens::next);
    assertThat(aws.calls("CreateChatToken")).isEqualTo(1);
  }

  @Test
  void tokens_invalidArguments_areRejectedImmediately() {
    assertThatExceptionOfType(InvalidInputException.class)
        .isThrownBy(() -> rooms.tokens(todd.id(), visitor, ChatRole.OWNER));
    assertThatExceptionOfType(InvalidInputException.class)
        .isThrownBy(
            () -> rooms.tokens(todd.id(), visitor, ChatRole.CHATTER, Duration.ofMinutes(181)));
  }

  @Test
  void tokens_concurrentCalls_areAllDifferent() {
    ChatTokens tokens = rooms.tokens(todd.id(), visitor, ChatRole.CHATTER);
    Set<String> seen = ConcurrentHashMap.newKeySet();

    IntStream.range(0, 64).parallel().forEach(i -> seen.add(tokens.next().value().reveal()));

    assertThat(seen).hasSize(64);
  }

  @Test
  void ban_viewer_disconnectsAndBlocksInThisRoomOnly() {
    rooms.ban(todd.id(), visitor.id(), "rude");

    SentChatEvent sent = aws.emulator().chatEvents().get(0);
    assertThat(sent.roomArn()).isEqualTo(todd.chatRoom().arn());
    assertThat(sent.name()).isEqualTo("aws:DISCONNECT_USER");
    assertThat(sent.attributes()).isEqualTo(Map.of("UserId", visitor.id(), "Reason", "rude"));
    assertThatExceptionOfType(BannedException.class)
        .isThrownBy(() -> rooms.token(todd.id(), visitor))
        .satisfies(e -> assertThat(e.viewerId()).isEqualTo(visitor.id()))
        .satisfies(e -> assertThat(e.reason()).contains("rude"))
        .satisfies(e -> assertThat(e.retryable()).isFalse());
    assertThat(rooms.token(alice.id(), visitor)).isNotNull();
    assertThat(rooms.bans(todd.id()))
        .containsExactly(new Ban(visitor.id(), "rude", aws.time().instant(), null));
  }

  @Test
  void ban_moderator_isBlockedToo() {
    rooms.ban(todd.id(), visitor.id(), null);

    assertThatExceptionOfType(BannedException.class)
        .isThrownBy(() -> rooms.token(todd.id(), visitor, ChatRole.MODERATOR))
        .satisfies(e -> assertThat(e.reason()).isEmpty());
  }

  @Test
  void ban_disconnectFails_staysInEffect() {
    aws.emulator().faults().add(FaultRule.error("DisconnectUser", "ValidationException"));

    assertThatExceptionOfType(AwsException.class)
        .isThrownBy(() -> rooms.ban(todd.id(), visitor.id(), null));

    assertThatExceptionOfType(BannedException.class)
        .isThrownBy(() -> rooms.token(todd.id(), visitor));
  }

  @Test
  void ban_owner_isRejected() {
    assertThatExceptionOfType(InvalidInputException.class)
        .isThrownBy(() -> rooms.ban(todd.id(), todd.id().value(), null))
        .satisfies(e -> assertThat(e.field()).isEqualTo("viewerId"));

    assertThat(bans.list(todd.id(), aws.time().instant())).isEmpty();
    assertThat(aws.calls("DisconnectUser")).isZero();
  }

  @Test
  void ban_reasonTooLong_recordsNothing() {
    assertThatExceptionOfType(InvalidInputException.class)
        .isThrownBy(() -> rooms.ban(todd.id(), visitor.id(), "r".repeat(257)));

    assertThat(bans.list(todd.id(), aws.time().instant())).isEmpty();
  }

  @Test
  void unban_bannedViewer_mayEnterAgain() {
    rooms.ban(todd.id(), visitor.id(), null);

    assertThat(rooms.unban(todd.id(), visitor.id())).isTrue();
    assertThat(rooms.unban(todd.id(), visitor.id())).isFalse();
    assertThat(rooms.token(todd.id(), visitor)).isNotNull();
  }

  @Test
  void bans_severalBans_areOrderedAndReplaced() {
    rooms.ban(todd.id(), "b", null);
    aws.time().advance(Duration.ofSeconds(1));
    rooms.ban(todd.id(), "a", null);
    aws.time().advance(Duration.ofSeconds(1));
    rooms.ban(todd.id(), "b", "again");

    assertThat(rooms.bans(todd.id())).extracting(Ban::viewerId).containsExactly("a", "b");
  }

  @Test
  void ban_untilATime_endsAtThatTime() {
    Instant end = aws.time().instant().plus(Duration.ofMinutes(10));
    rooms.ban(todd.id(), visitor.id(), "cool down", end);

    aws.time().advance(Duration.ofMinutes(10).minusNanos(1000));
    assertThatExceptionOfType(BannedException.class)
        .isThrownBy(() -> rooms.token(todd.id(), visitor));
    assertThat(rooms.bans(todd.id())).extracting(Ban::until).containsExactly(end);

    aws.time().advance(Duration.ofNanos(1000));
    assertThat(rooms.token(todd.id(), visitor)).isNotNull();
    assertThat(rooms.bans(todd.id())).isEmpty();
  }

  @Test
  void ban_untilNow_isRejected() {
    assertThatExceptionOfType(InvalidInputException.class)
        .isThrownBy(() -> rooms.ban(todd.id(), visitor.id(), null, aws.time().instant()))
        .satisfies(e -> assertThat(e.field()).isEqualTo("until"));
    assertThat(rooms.bans(todd.id())).isEmpty();
  }

  @Test
  void deprovision_userWithBans_deletesThem() {
    User ann = streamcat.users().provision(NewUser.of("ann", PASSWORD));
    rooms.ban(todd.id(), ann.id().value(), null);
    rooms.ban(ann.id(), todd.id().value(), null);

    streamcat.users().deprovision(ann.id());

    assertThat(rooms.bans(todd.id())).isEmpty();
    assertThat(bans.list(ann.id(), aws.time().instant())).isEmpty();
  }

  @Test
  void token_failingBanList_isNotIssued() {
    BanList broken =
        InterceptingProxy.before(
            BanList.class,
            bans,
            "find",
            () -> {
              throw new IllegalStateException("the database is unavailable");
            });
    try (StreamCat careful = aws.streamCat().storage(s -> s.bans(broken)).build()) {
      User bob = careful.users().provision(NewUser.of("bob", PASSWORD));

      assertThatExceptionOfType(IllegalStateException.class)
          .isThrownBy(() -> careful.chatRooms().token(bob.id(), visitor));
    }
    assertThat(aws.calls("CreateChatToken")).isZero();
  }

  @Test
  void eventsAndModeration_owner_useTheOwnersRoom() {
    rooms.sendEvent(todd.id(), "invite", Map.of("k", "v"));
    rooms.deleteMessage(todd.id(), "abcdefABCDEF", "rude");
    rooms.disconnectUser(todd.id(), visitor.id(), null);

    assertThat(aws.emulator().chatEvents())
        .extracting(SentChatEvent::name)
        .containsExactly("invite", "aws:DELETE_MESSAGE", "aws:DISCONNECT_USER");
    assertThat(aws.emulator().chatEvents())
        .extracting(SentChatEvent::roomArn)
        .containsOnly(todd.chatRoom().arn());
    assertThat(rooms.token(todd.id(), visitor))
        .as("a disconnected viewer is not banned")
        .isNotNull();
  }
}
