package io.streamcat.user;

import io.streamcat.aws.AwsResource;
import io.streamcat.channel.Channel;
import io.streamcat.channel.ChannelSettings;
import io.streamcat.channel.StreamKey;
import io.streamcat.chat.ChatRoom;
import io.streamcat.chat.ChatRoomSettings;
import io.streamcat.realtime.Stage;
import io.streamcat.realtime.StageSettings;
import java.util.EnumSet;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * The resources of one user, at most one of each kind.
 *
 * @param channel the channel, or null
 * @param chatRoom the chat room, or null
 * @param stage the stage, or null
 */
public record Resources(
    @Nullable Channel channel, @Nullable ChatRoom chatRoom, @Nullable Stage stage) {

  /** No resources. */
  public static final Resources NONE = new Resources(null, null, null);

  /**
   * Returns the resource of a kind.
   *
   * @param kind the kind
   * @return the resource, or null
   */
  public @Nullable AwsResource get(ResourceKind kind) {
    return switch (kind) {
      case CHANNEL -> channel;
      case CHAT_ROOM -> chatRoom;
      case STAGE -> stage;
    };
  }

  /**
   * Returns the kinds of these resources.
   *
   * @return a new set
   */
  public Set<ResourceKind> kinds() {
    Set<ResourceKind> kinds = EnumSet.noneOf(ResourceKind.class);
    all().map(ResourceKind::of).forEach(kinds::add);
    return kinds;
  }

  /**
   * Returns all resources.
   *
   * @return a stream of up to three
   */
  public Stream<AwsResource> all() {
    return Stream.of(ResourceKind.values()).map(this::get).flatMap(Stream::ofNullable);
  }

  /**
   * Returns these resources with another one, which replaces a resource of the same kind.
   *
   * @param resource a {@link Channel}, {@link ChatRoom} or {@link Stage}
   * @return a changed copy
   * @throws IllegalArgumentException if the resource is of none of these types
   */
  public Resources with(AwsResource resource) {
    return switch (ResourceKind.of(resource)) {
      case CHANNEL -> new Resources((Channel) resource, chatRoom, stage);
      case CHAT_ROOM -> new Resources(channel, (ChatRoom) resource, stage);
      case STAGE -> new Resources(channel, chatRoom, (Stage) resource);
    };
  }

  /**
   * Returns these resources with another stream key of the channel.
   *
   * @param key the stream key
   * @return a changed copy; equal to these resources if there is no channel
   */
  public Resources with(StreamKey key) {
    return channel == null ? this : with(channel.with(key));
  }

  /**
   * Returns these resources without the stream key of the channel.
   *
   * @return a changed copy; equal to these resources without a stream key
   */
  public Resources withoutStreamKey() {
    return channel == null ? this : with(channel.with((StreamKey) null));
  }

  /**
   * Returns these resources with the settings of another one of the same kind; tags are kept, and
   * no limits are checked.
   *
   * @param resource a {@link Channel}, {@link ChatRoom} or {@link Stage}
   * @return a changed copy; equal to these resources without one of the kind
   * @throws IllegalArgumentException if the resource is of none of these types
   */
  public Resources withSettingsOf(AwsResource resource) {
    if (resource instanceof Channel given && channel != null) {
      return with(channel.with(tagged(given.settings(), channel.tags())));
    }
    if (resource instanceof ChatRoom given && chatRoom != null) {
      return with(chatRoom.with(tagged(given.settings(), chatRoom.tags())));
    }
    if (resource instanceof Stage given && stage != null) {
      return with(stage.with(new StageSettings(given.settings().recording(), stage.tags())));
    }
    return this;
  }

  /**
   * Returns these resources with other tags of one of them; no limits are checked.
   *
   * @param kind the kind
   * @param tags all tags of the resource
   * @return a changed copy; equal to these resources without one of the kind
   */
  public Resources withTags(ResourceKind kind, Map<String, String> tags) {
    AwsResource resource = get(kind);
    if (resource instanceof Channel given) {
      return with(given.with(tagged(given.settings(), tags)));
    }
    if (resource instanceof ChatRoom given) {
      return with(given.with(tagged(given.settings(), tags)));
    }
    return resource instanceof Stage given
        ? with(given.with(new StageSettings(given.settings().recording(), tags)))
        : this;
  }

  /**
   * Returns these resources with another name of one of them.
   *
   * @param kind the kind
   * @param name the name
   * @return a changed copy; equal to these resources without one of the kind
   */
  public Resources withName(ResourceKind kind, String name) {
    AwsResource resource = get(kind);
    if (resource instanceof Channel given) {
      return with(
          new Channel(
              given.arn(),
              name,
              given.ingestEndpoint(),
              given.playbackUrl(),
              given.streamKey(),
              given.srt(),
              given.settings()));
    }
    if (resource instanceof ChatRoom given) {
      return with(new ChatRoom(given.arn(), name, given.settings()));
    }
    return resource instanceof Stage given
        ? with(new Stage(given.arn(), name, given.endpoints(), given.settings()))
        : this;
  }

  // Builders would check the settings, but AWS may have settings that callers must not request.

  private static ChannelSettings tagged(ChannelSettings settings, Map<String, String> tags) {
    return new ChannelSettings(
        settings.type(),
        settings.latencyMode(),
        settings.preset(),
        settings.authorized(),
        settings.insecureIngest(),
        settings.recordingConfigurationArn(),
        settings.playbackRestrictionPolicyArn(),
        settings.containerFormat(),
        settings.multitrackInput(),
        tags);
  }

  private static ChatRoomSettings tagged(ChatRoomSettings settings, Map<String, String> tags) {
    return new ChatRoomSettings(
        settings.maximumMessageRatePerSecond(),
        settings.maximumMessageLength(),
        settings.messageReviewHandler(),
        settings.loggingConfigurationArns(),
        tags);
  }

  /**
   * Returns these resources without one kind.
   *
   * @param kind the kind
   * @return a changed copy
   */
  public Resources without(ResourceKind kind) {
    return new Resources(
        kind == ResourceKind.CHANNEL ? null : channel,
        kind == ResourceKind.CHAT_ROOM ? null : chatRoom,
        kind == ResourceKind.STAGE ? null : stage);
  }
}
