package io.streamcat.provisioning.internal.reconciliation;

import io.streamcat.aws.AwsResource;
import io.streamcat.channel.Channel;
import io.streamcat.channel.ChannelSettings;
import io.streamcat.chat.ChatRoom;
import io.streamcat.chat.ChatRoomSettings;
import io.streamcat.realtime.Stage;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** The differences between the settings of a resource and the recorded ones; tags are ignored. */
public final class Drift {

  private final List<String> differences = new ArrayList<>();

  private Drift() {}

  /** Lists each setting that differs, with both values; empty if none differs. */
  public static List<String> between(AwsResource recorded, AwsResource actual) {
    Drift drift = new Drift();
    if (recorded instanceof Channel channel) {
      drift.compare(channel.settings(), ((Channel) actual).settings());
    } else if (recorded instanceof ChatRoom room) {
      drift.compare(room.settings(), ((ChatRoom) actual).settings());
    } else {
      drift.compare(
          "recording",
          ((Stage) recorded).settings().recording(),
          ((Stage) actual).settings().recording());
    }
    return drift.differences;
  }

  private void compare(ChannelSettings recorded, ChannelSettings actual) {
    compare("type", recorded.type(), actual.type());
    compare("latencyMode", recorded.latencyMode(), actual.latencyMode());
    compare("preset", recorded.preset(), actual.preset());
    compare("authorized", recorded.authorized(), actual.authorized());
    compare("insecureIngest", recorded.insecureIngest(), actual.insecureIngest());
    compare(
        "recordingConfigurationArn",
        recorded.recordingConfigurationArn(),
        actual.recordingConfigurationArn());
    compare(
        "playbackRestrictionPolicyArn",
        recorded.playbackRestrictionPolicyArn(),
        actual.playbackRestrictionPolicyArn());
    compare("containerFormat", recorded.containerFormat(), actual.containerFormat());
    compare("multitrackInput", recorded.multitrackInput(), actual.multitrackInput());
  }

  private void compare(ChatRoomSettings recorded, ChatRoomSettings actual) {
    compare(
        "maximumMessageRatePerSecond",
        recorded.maximumMessageRatePerSecond(),
        actual.maximumMessageRatePerSecond());
    compare("maximumMessageLength", recorded.maximumMessageLength(), actual.maximumMessageLength());
    compare("messageReviewHandler", recorded.messageReviewHandler(), actual.messageReviewHandler());
    compare(
        "loggingConfigurationArns",
        recorded.loggingConfigurationArns(),
        actual.loggingConfigurationArns());
  }

  private void compare(String setting, @Nullable Object recorded, @Nullable Object actual) {
    if (!Objects.equals(recorded, actual)) {
      differences.add(setting + " is " + actual + " instead of " + recorded);
    }
  }
}
