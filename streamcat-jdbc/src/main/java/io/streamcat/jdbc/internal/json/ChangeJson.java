package io.streamcat.jdbc.internal.json;

import io.streamcat.aws.SettingsChange;
import io.streamcat.channel.ChannelChange;
import io.streamcat.channel.ChannelType;
import io.streamcat.channel.ContainerFormat;
import io.streamcat.channel.LatencyMode;
import io.streamcat.channel.MultitrackInput;
import io.streamcat.channel.TranscodePreset;
import io.streamcat.chat.ChatRoomChange;
import io.streamcat.chat.MessageReviewHandler;
import io.streamcat.realtime.ParticipantRecording;
import io.streamcat.realtime.StageChange;
import io.streamcat.user.ResourceKind;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Changes of settings as JSON: {@code set} has the members with a new value, {@code unset} the
 * names of members whose value is removed. A member or a value that this release does not know is
 * an error.
 */
final class ChangeJson {

  private static final String SET = "set";
  private static final String UNSET = "unset";

  private ChangeJson() {}

  static Map<String, Object> write(SettingsChange<?, ?> change) {
    Map<String, Object> set = new LinkedHashMap<>();
    List<String> unset = new ArrayList<>();
    change
        .values()
        .forEach(
            (member, value) -> {
              if (value == null) {
                unset.add(member.name());
              } else {
                set.put(member.name(), write(value));
              }
            });
    return Map.of(SET, set, UNSET, unset);
  }

  private static Object write(Object value) {
    if (value instanceof MultitrackInput input) {
      return SettingsJson.write(input);
    }
    if (value instanceof MessageReviewHandler review) {
      return SettingsJson.write(review);
    }
    return value instanceof ParticipantRecording recording ? SettingsJson.write(recording) : value;
  }

  static SettingsChange<?, ?> read(ResourceKind kind, JsonFields json) {
    return switch (kind) {
      case CHANNEL -> channel(json);
      case CHAT_ROOM -> chatRoom(json);
      case STAGE -> stage(json);
    };
  }

  static ChannelChange channel(JsonFields json) {
    ChannelChange change = ChannelChange.none();
    JsonFields set = set(json);
    for (String name : set.names()) {
      change = set(change, JsonFields.known(name, ChannelChange.Member.class), set);
    }
    for (String name : json.list(UNSET)) {
      change = unset(change, JsonFields.known(name, ChannelChange.Member.class));
    }
    return change;
  }

  private static JsonFields set(JsonFields json) {
    JsonFields set = json.object(SET);
    return set == null ? new JsonFields(Map.of()) : set;
  }

  private static ChannelChange set(
      ChannelChange change, ChannelChange.Member member, JsonFields set) {
    String name = member.name();
    return switch (member) {
      case TYPE -> change.type(set.required(name, ChannelType.class));
      case LATENCY_MODE -> change.latencyMode(set.required(name, LatencyMode.class));
      case PRESET -> change.preset(set.required(name, TranscodePreset.class));
      case AUTHORIZED -> change.authorized(set.flag(name));
      case INSECURE_INGEST -> change.insecureIngest(set.flag(name));
      case RECORDING_CONFIGURATION_ARN -> change.recordingConfigurationArn(set.required(name));
      case PLAYBACK_RESTRICTION_POLICY_ARN ->
          change.playbackRestrictionPolicyArn(set.required(name));
      case CONTAINER_FORMAT -> change.containerFormat(set.required(name, ContainerFormat.class));
      case MULTITRACK_INPUT -> change.multitrackInput(multitrack(set.requiredObject(name)));
    };
  }

  private static MultitrackInput multitrack(JsonFields json) {
    return new MultitrackInput(
        json.required("policy", MultitrackInput.Policy.class),
        json.required("maximumResolution", MultitrackInput.Resolution.class));
  }

  private static ChannelChange unset(ChannelChange change, ChannelChange.Member member) {
    return switch (member) {
      case PRESET -> change.preset(null);
      case RECORDING_CONFIGURATION_ARN -> change.recordingConfigurationArn(null);
      case PLAYBACK_RESTRICTION_POLICY_ARN -> change.playbackRestrictionPolicyArn(null);
      case MULTITRACK_INPUT -> change.multitrackInput(null);
      case TYPE, LATENCY_MODE, AUTHORIZED, INSECURE_INGEST, CONTAINER_FORMAT ->
          throw cannotBeUnset(member);
    };
  }

  static ChatRoomChange chatRoom(JsonFields json) {
    ChatRoomChange change = ChatRoomChange.none();
    JsonFields set = set(json);
    for (String name : set.names()) {
      change =
          switch (JsonFields.known(name, ChatRoomChange.Member.class)) {
            case MAXIMUM_MESSAGE_RATE_PER_SECOND ->
                change.maximumMessageRatePerSecond(set.requiredNumber(name));
            case MAXIMUM_MESSAGE_LENGTH -> change.maximumMessageLength(set.requiredNumber(name));
            case MESSAGE_REVIEW_HANDLER ->
                change.messageReviewHandler(review(set.requiredObject(name)));
            case LOGGING_CONFIGURATION_ARNS -> change.loggingConfigurationArns(set.list(name));
          };
    }
    for (String name : json.list(UNSET)) {
      ChatRoomChange.Member member = JsonFields.known(name, ChatRoomChange.Member.class);
      if (member != ChatRoomChange.Member.MESSAGE_REVIEW_HANDLER) {
        throw cannotBeUnset(member);
      }
      change = change.messageReviewHandler(null);
    }
    return change;
  }

  private static MessageReviewHandler review(JsonFields json) {
    return new MessageReviewHandler(
        json.required("functionArn"),
        json.required("fallback", MessageReviewHandler.Fallback.class));
  }

  static StageChange stage(JsonFields json) {
    StageChange change = StageChange.none();
    JsonFields set = set(json);
    for (String name : set.names()) {
      change =
          switch (JsonFields.known(name, StageChange.Member.class)) {
            case RECORDING -> change.recording(recording(set.requiredObject(name)));
          };
    }
    for (String name : json.list(UNSET)) {
      change =
          switch (JsonFields.known(name, StageChange.Member.class)) {
            case RECORDING -> change.recording(null);
          };
    }
    return change;
  }

  private static @Nullable ParticipantRecording recording(JsonFields json) {
    // The settings of a resource are read leniently, but an intended change is not.
    json.required("media", ParticipantRecording.Media.class);
    return SettingsJson.recording(json);
  }

  private static RuntimeException cannotBeUnset(Enum<?> member) {
    return Json.damaged(member + " cannot be unset", null);
  }
}
