package io.streamcat.user;

import io.streamcat.aws.AwsResource;
import io.streamcat.aws.SettingsChange;
import io.streamcat.channel.Channel;
import io.streamcat.channel.ChannelChange;
import io.streamcat.chat.ChatRoom;
import io.streamcat.chat.ChatRoomChange;
import io.streamcat.realtime.Stage;
import io.streamcat.realtime.StageChange;
import java.util.Optional;

/** A kind of AWS resource; a user has one of each. */
public enum ResourceKind {
  /** A low-latency channel. */
  CHANNEL("channel"),
  /** A chat room. */
  CHAT_ROOM("chat room"),
  /** A real-time stage. */
  STAGE("stage");

  private static final int ARN_PARTS = 6;

  private final String words;

  ResourceKind(String words) {
    this.words = words;
  }

  /**
   * Returns the kind of a resource.
   *
   * @param resource a {@link Channel}, {@link ChatRoom} or {@link Stage}
   * @return its kind
   * @throws IllegalArgumentException if the resource is of none of these types
   */
  public static ResourceKind of(AwsResource resource) {
    if (resource instanceof Channel) {
      return CHANNEL;
    }
    if (resource instanceof ChatRoom) {
      return CHAT_ROOM;
    }
    if (resource instanceof Stage) {
      return STAGE;
    }
    throw new IllegalArgumentException("not a channel, chat room or stage: " + resource.arn());
  }

  /**
   * Returns the kind of an ARN's resource.
   *
   * @param arn any ARN
   * @return the kind, or empty for other resources
   */
  public static Optional<ResourceKind> ofArn(String arn) {
    String[] parts = arn.split(":", ARN_PARTS);
    String resource = parts.length < ARN_PARTS ? "" : parts[ARN_PARTS - 1];
    return switch (resource.replaceFirst("/.*", "")) {
      case "channel" -> Optional.of(CHANNEL);
      case "room" -> Optional.of(CHAT_ROOM);
      case "stage" -> Optional.of(STAGE);
      default -> Optional.empty();
    };
  }

  /**
   * Returns the empty change for this kind.
   *
   * @return an empty change
   */
  public SettingsChange<?, ?> noChange() {
    return switch (this) {
      case CHANNEL -> ChannelChange.none();
      case CHAT_ROOM -> ChatRoomChange.none();
      case STAGE -> StageChange.none();
    };
  }

  /**
   * Returns the change to all settings of a resource.
   *
   * @param resource a {@link Channel}, {@link ChatRoom} or {@link Stage}
   * @return a change of all members, without tags
   * @throws IllegalArgumentException if the resource is of none of these types
   */
  public static SettingsChange<?, ?> changeTo(AwsResource resource) {
    return switch (of(resource)) {
      case CHANNEL -> ChannelChange.to(((Channel) resource).settings());
      case CHAT_ROOM -> ChatRoomChange.to(((ChatRoom) resource).settings());
      case STAGE -> StageChange.to(((Stage) resource).settings());
    };
  }

  /**
   * Returns the name of the kind in running text.
   *
   * @return for example {@code chat room}
   */
  public String words() {
    return words;
  }
}
