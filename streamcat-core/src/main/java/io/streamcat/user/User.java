package io.streamcat.user;

import io.streamcat.aws.AwsResource;
import io.streamcat.channel.Channel;
import io.streamcat.chat.ChatRoom;
import io.streamcat.exception.Check;
import io.streamcat.realtime.Stage;
import java.text.Normalizer;
import java.time.Instant;
import java.util.EnumSet;
import java.util.Locale;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * A user and what the user has in AWS; a snapshot.
 *
 * <p>A resource is null until it exists: after {@code provision} all are there that are created at
 * registration, by default all three.
 *
 * @param id identifies the user for good
 * @param username what the user is known by, as it was typed, or null if the application knows the
 *     user by id alone
 * @param state how far the resources are
 * @param channel the channel, or null if the user has none yet
 * @param chatRoom the chat room, or null if the user has none yet
 * @param stage the stage, or null if the user has none yet
 * @param sessionVersion the number of changes of password and username since the registration. An
 *     application stores it in a session when the user logs in, and ends the session when the user
 *     has another one
 * @param createdAt when the user was registered
 * @param updatedAt when anything of this last changed
 */
public record User(
    UserId id,
    @Nullable String username,
    UserState state,
    @Nullable Channel channel,
    @Nullable ChatRoom chatRoom,
    @Nullable Stage stage,
    long sessionVersion,
    Instant createdAt,
    Instant updatedAt) {

  /**
   * Returns the form of a username that has to be unique: two usernames that differ in case alone
   * are the same.
   *
   * @param username a username
   * @return its NFC-normalised lower case
   */
  public static String usernameKey(String username) {
    return Normalizer.normalize(Check.given("username", username), Normalizer.Form.NFC)
        .toLowerCase(Locale.ROOT);
  }

  /**
   * Returns the resource of a kind.
   *
   * @param kind the kind
   * @return the resource, or null if the user has none
   */
  public @Nullable AwsResource resource(ResourceKind kind) {
    return switch (kind) {
      case CHANNEL -> channel;
      case CHAT_ROOM -> chatRoom;
      case STAGE -> stage;
    };
  }

  /**
   * Returns the kinds of resources the user has.
   *
   * @return a new set
   */
  public Set<ResourceKind> resourceKinds() {
    Set<ResourceKind> kinds = EnumSet.noneOf(ResourceKind.class);
    for (ResourceKind kind : ResourceKind.values()) {
      if (resource(kind) != null) {
        kinds.add(kind);
      }
    }
    return kinds;
  }

  /**
   * Returns this user with one more resource.
   *
   * @param resource a {@link Channel}, {@link ChatRoom} or {@link Stage}
   * @param now when it was added
   * @return a changed copy
   * @throws IllegalArgumentException if the resource is of none of these types
   */
  public User with(AwsResource resource, Instant now) {
    return switch (ResourceKind.of(resource)) {
      case CHANNEL -> with((Channel) resource, chatRoom, stage, now);
      case CHAT_ROOM -> with(channel, (ChatRoom) resource, stage, now);
      case STAGE -> with(channel, chatRoom, (Stage) resource, now);
    };
  }

  /**
   * Returns this user without the resource of a kind.
   *
   * @param kind the kind
   * @param now when it was forgotten
   * @return a changed copy
   */
  public User without(ResourceKind kind, Instant now) {
    return with(
        kind == ResourceKind.CHANNEL ? null : channel,
        kind == ResourceKind.CHAT_ROOM ? null : chatRoom,
        kind == ResourceKind.STAGE ? null : stage,
        now);
  }

  private User with(
      @Nullable Channel newChannel,
      @Nullable ChatRoom newChatRoom,
      @Nullable Stage newStage,
      Instant now) {
    return new User(
        id, username, state, newChannel, newChatRoom, newStage, sessionVersion, createdAt, now);
  }

  /**
   * Returns this user in another state.
   *
   * @param newState the state
   * @param now when it changed
   * @return a changed copy
   */
  public User with(UserState newState, Instant now) {
    return new User(
        id, username, newState, channel, chatRoom, stage, sessionVersion, createdAt, now);
  }
}
