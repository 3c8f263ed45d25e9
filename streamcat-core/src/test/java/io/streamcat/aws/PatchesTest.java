package io.streamcat.aws;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.streamcat.channel.ChannelChange;
import io.streamcat.chat.ChatRoom;
import io.streamcat.chat.ChatRoomChange;
import io.streamcat.chat.ChatRoomSettings;
import io.streamcat.chat.MessageReviewHandler;
import io.streamcat.exception.InvalidInputException;
import io.streamcat.realtime.ParticipantRecording;
import io.streamcat.realtime.Stage;
import io.streamcat.realtime.StageChange;
import io.streamcat.realtime.StageEndpoints;
import io.streamcat.realtime.StageSettings;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** The common behaviour of all settings changes, and the changes of rooms and stages. */
class PatchesTest {

  private static final ChatRoomChange NONE = ChatRoomChange.none();
  private static final ChatRoomSettings EVERY =
      ChatRoomSettings.builder()
          .maximumMessageLength(7)
          .maximumMessageRatePerSecond(8)
          .loggingConfigurationArns(
              List.of("arn:aws:ivschat:us-east-1:123456789012:logging-configuration/abcdefABCDEF"))
          .messageReviewHandler(
              new MessageReviewHandler(
                  "arn:aws:lambda:us-east-1:123456789012:function:review",
                  MessageReviewHandler.Fallback.DENY))
          .build();

  @Test
  void to_settings_setsEveryMemberButNoTags() {
    ChatRoomSettings tagged = ChatRoomSettings.builder().tags(Map.of("a", "b")).build();

    assertThat(ChatRoomChange.to(EVERY).applyTo(tagged))
        .isEqualTo(EVERY.toBuilder().tags(Map.of("a", "b")).build());
    assertThat(ChatRoomChange.to(EVERY).members()).containsExactly(ChatRoomChange.Member.values());
    assertThat(ChatRoomChange.to(ChatRoomSettings.defaults()).applyTo(EVERY))
        .isEqualTo(ChatRoomSettings.defaults());
  }

  @Test
  void recording_ofAStage_isSetAndRemoved() {
    ParticipantRecording recording =
        ParticipantRecording.to(
            "arn:aws:ivs:us-east-1:123456789012:storage-configuration/abcdefABCDEF");
    StageSettings recorded =
        StageChange.none().recording(recording).applyTo(StageSettings.defaults());

    assertThat(recorded.recording()).isEqualTo(recording);
    assertThat(StageChange.none().applyTo(recorded)).isEqualTo(recorded);
    assertThat(StageChange.none().recording(null).applyTo(recorded))
        .isEqualTo(StageSettings.defaults());
    assertThat(StageChange.to(recorded)).isEqualTo(StageChange.none().recording(recording));
  }

  @Test
  void only_keepsTheChosenMembers_alsoThoseWithoutValue() {
    ChatRoomChange change = NONE.maximumMessageLength(7).messageReviewHandler(null);

    assertThat(change.only(m -> m == ChatRoomChange.Member.MESSAGE_REVIEW_HANDLER))
        .isEqualTo(NONE.messageReviewHandler(null));
    assertThat(change.isEmpty()).isFalse();
    assertThat(change.only(m -> false).isEmpty()).isTrue();
    assertThat(change.names(ChatRoomChange.Member.MESSAGE_REVIEW_HANDLER)).isTrue();
    assertThat(change.names(ChannelChange.Member.TYPE)).isFalse();
    assertThat(change.value(ChatRoomChange.Member.MAXIMUM_MESSAGE_LENGTH)).isEqualTo(7);
    assertThat(change.value(ChannelChange.Member.TYPE)).isNull();
  }

  @Test
  void followedBy_sameKind_laterWins() {
    assertThat(
            NONE.maximumMessageLength(7)
                .maximumMessageRatePerSecond(8)
                .followedBy(NONE.maximumMessageLength(9)))
        .isEqualTo(NONE.maximumMessageLength(9).maximumMessageRatePerSecond(8));
  }

  @Test
  void followedBy_otherKind_isRejected() {
    assertThatExceptionOfType(IllegalArgumentException.class)
        .isThrownBy(() -> NONE.followedBy(StageChange.none()));
    assertThatExceptionOfType(ClassCastException.class)
        .isThrownBy(
            () ->
                NONE.appliedTo(
                    new Stage(
                        "arn",
                        "name",
                        new StageEndpoints("", "", "", ""),
                        StageSettings.defaults())));
    assertThat(NONE).isNotEqualTo(StageChange.none()).isNotEqualTo(ChannelChange.none());
  }

  @Test
  void appliedTo_valueOutOfRange_isRejected() {
    ChatRoom room = new ChatRoom("arn", "name", ChatRoomSettings.defaults());

    assertThatExceptionOfType(InvalidInputException.class)
        .isThrownBy(() -> NONE.maximumMessageLength(501).appliedTo(room));
    assertThat(NONE.maximumMessageLength(7).appliedTo(room).settings().maximumMessageLength())
        .isEqualTo(7);
  }

  @Test
  void values_modification_isRejected() {
    assertThatExceptionOfType(UnsupportedOperationException.class)
        .isThrownBy(() -> NONE.maximumMessageLength(7).values().clear());
    assertThat(NONE.isEmpty()).isTrue();
  }
}
