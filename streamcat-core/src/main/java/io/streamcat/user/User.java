package io.streamcat.user;

import io.streamcat.aws.AwsResource;
import io.streamcat.channel.Channel;
import io.streamcat.chat.ChatRoom;
import io.streamcat.exception.Check;
import io.streamcat.exception.UserSuspendedException;
import io.streamcat.realtime.Stage;
import java.text.Normalizer;
import java.time.Instant;
import java.util.EnumSet;
import java.util.Locale;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * A snapshot of a user and the user's resources in AWS.
 *
 * <p>A resource is null until it exists. After {@code provision}, all kinds that are created at
 * registration exist, by default all three.
 *
 * @param id the permanent id of the user
 * @param username the username as typed, or null if the application knows the user by id alone
 * @param state the state of the user
 * @param channel the channel, or null if the user has none yet
 * @param chatRoom the chat room, or null if the user has none yet
 * @param stage the stage, or null if the user has none yet
 * @param sessionVersion the number of changes of password and username, and of suspensions, since
 *     the registration. An application stores it in a session when the user logs in, and ends the
 *     session if the user's current number differs
 * @param suspension the suspension of a {@link UserState#SUSPENDED} user, otherwise null
 * @param createdAt the time of the registration
 * @param updatedAt the time of the last change of the user
 */
public record User(
    UserId id,
    @Nullable String username,
    UserState state,
    @Nullable Channel channel,
    @Nullable ChatRoom chatRoom,
    @Nullable Stage stage,
    long sessionVersion,
    @Nullable Suspension suspension,
    Instant createdAt,
    Instant updatedAt) {

  /**
   * A suspension of a user.
   *
   * @param reason the reason, which the application may show to the user; 1 to {@value #MAX_REASON}
   *     characters
   * @param at the time of the suspension
   * @param until the time from which recovery reinstates the user, or null without an end
   */
  public record Suspension(String reason, Instant at, @Nullable Instant until) {

    /** The most characters of a reason. */
    public static final int MAX_REASON = 500;

    /**
     * Returns whether the suspension has reached its end.
     *
     * @param now the time
     * @return true if the user may be reinstated
     */
    public boolean isOver(Instant now) {
      return until != null && !now.isBefore(until);
    }
  }

  /**
   * Returns this user, unless suspended.
   *
   * @return this
   * @throws UserSuspendedException if the user is suspended
   */
  public User requireNotSuspended() {
    if (suspension != null) {
      throw new UserSuspendedException(id.value(), suspension.reason(), suspension.until());
    }
    return this;
  }

  /**
   * Returns the unique form of a username: usernames that differ only in case are the same.
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
   * Returns the kinds of the user's resources.
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
   * @param now the time of the change
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
   * @param now the time of the change
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
        id,
        username,
        state,
        newChannel,
        newChatRoom,
        newStage,
        sessionVersion,
        suspension,
        createdAt,
        now);
  }

  /**
   * Returns this user in another state.
   *
   * @param newState the state
   * @param now the time of the change
   * @return a changed copy
   */
  public User with(UserState newState, Instant now) {
    return new User(
        id,
        username,
        newState,
        channel,
        chatRoom,
        stage,
        sessionVersion,
        suspension,
        createdAt,
        now);
  }
}
