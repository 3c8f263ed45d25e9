package io.streamcat.user;

import io.streamcat.aws.AwsResource;
import io.streamcat.channel.Channel;
import io.streamcat.chat.ChatRoom;
import io.streamcat.realtime.Stage;
import java.util.EnumSet;
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
   * Returns the kinds there are.
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
   * Returns these resources with another one, in place of one of the same kind.
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
