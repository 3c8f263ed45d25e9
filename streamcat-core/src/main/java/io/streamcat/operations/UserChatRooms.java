package io.streamcat.operations;

import io.streamcat.chat.ChatRole;
import io.streamcat.chat.ChatRoomService;
import io.streamcat.chat.ChatToken;
import io.streamcat.provisioning.UserProvisioner;
import io.streamcat.user.UserId;
import java.net.URI;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The chat rooms of users: tokens, bans, events and moderation.
 *
 * <pre>{@code
 * ChatViewer viewer = ChatViewer.user(alice.id(), Map.of("name", "Alice"));
 * ChatToken token = streamcat.chatRooms().token(todd.id(), viewer, ChatRole.CHATTER);
 * streamcat.chatRooms().ban(todd.id(), viewer.id(), "spam");
 * }</pre>
 *
 * <p>A room is named by its owner. The application decides whether the caller may, for example,
 * moderate it. Thread-safe.
 *
 * <p>All methods that call AWS throw {@link io.streamcat.exception.UserNotFoundException} if the
 * owner does not exist, {@link io.streamcat.exception.ResourceNotProvisionedException} if the owner
 * has no room yet, and {@link io.streamcat.exception.AwsException} or a subclass if AWS rejects the
 * call or cannot be reached.
 */
public interface UserChatRooms {

  /**
   * Creates an instance.
   *
   * @param users the provisioner, which finds the rooms of users
   * @param rooms the rooms in AWS
   * @param bans the bans from rooms
   * @param clock the clock for the times of bans
   * @return a new instance
   */
  static UserChatRooms create(
      UserProvisioner users, ChatRoomService rooms, BanList bans, Clock clock) {
    return new DefaultUserChatRooms(users, rooms, bans, clock);
  }

  /**
   * Issues a token for a connection of at most an hour.
   *
   * @param owner the owner of the room
   * @param viewer the viewer
   * @param role the role, which everyone in the room sees in the attribute {@link ChatViewer#ROLE}
   * @return a token that connects once, within a minute
   * @throws io.streamcat.exception.InvalidInputException if the role is {@link ChatRole#OWNER} for
   *     another user or {@link ChatRole#MODERATOR} for a guest, or the attributes are too long
   * @throws io.streamcat.exception.BannedException if the viewer is banned
   * @throws io.streamcat.exception.UserSuspendedException if the owner or the viewer is suspended
   */
  default ChatToken token(UserId owner, ChatViewer viewer, ChatRole role) {
    return tokens(owner, viewer, role).next();
  }

  /**
   * Issues a token for a connection of a given length.
   *
   * @param owner the owner of the room
   * @param viewer the viewer
   * @param role the role
   * @param session the maximum duration of the connection: 1 to 180 whole minutes
   * @return a token that connects once, within a minute
   * @throws io.streamcat.exception.InvalidInputException as for connections of an hour, and if the
   *     duration is not allowed
   * @throws io.streamcat.exception.BannedException if the viewer is banned
   * @throws io.streamcat.exception.UserSuspendedException if the owner or the viewer is suspended
   */
  default ChatToken token(UserId owner, ChatViewer viewer, ChatRole role, Duration session) {
    return tokens(owner, viewer, role, session).next();
  }

  /**
   * Issues a token to a guest as {@link ChatRole#VIEWER}, or to a user as {@link ChatRole#CHATTER}.
   *
   * @param owner the owner of the room
   * @param viewer the viewer
   * @return a token that connects once, within a minute
   * @throws io.streamcat.exception.BannedException if the viewer is banned
   * @throws io.streamcat.exception.UserSuspendedException if the owner or the viewer is suspended
   */
  default ChatToken token(UserId owner, ChatViewer viewer) {
    return token(owner, viewer, viewer.isGuest() ? ChatRole.VIEWER : ChatRole.CHATTER);
  }

  /**
   * Returns a source of tokens for connections of at most an hour each. The ban list is read, and
   * AWS called, only when a token is requested.
   *
   * @param owner the owner of the room
   * @param viewer the viewer
   * @param role the role
   * @return the source of a token for each connection
   * @throws io.streamcat.exception.InvalidInputException if {@link #token(UserId, ChatViewer,
   *     ChatRole)} would throw it
   */
  ChatTokens tokens(UserId owner, ChatViewer viewer, ChatRole role);

  /**
   * Returns a source of tokens for connections of a given length.
   *
   * @param owner the owner of the room
   * @param viewer the viewer
   * @param role the role
   * @param session the maximum duration of each connection: 1 to 180 whole minutes
   * @return the source of a token for each connection
   * @throws io.streamcat.exception.InvalidInputException if {@link #token(UserId, ChatViewer,
   *     ChatRole, Duration)} would throw it
   */
  ChatTokens tokens(UserId owner, ChatViewer viewer, ChatRole role, Duration session);

  /**
   * Sends an event to every client in a room; see {@link ChatRoomService#sendEvent}.
   *
   * @param owner the owner of the room
   * @param name the event's name, 1 to 100 characters
   * @param attributes the event's attributes, at most 1 KB in all
   * @return the event's id
   * @throws io.streamcat.exception.InvalidInputException if an argument exceeds a limit
   * @throws io.streamcat.exception.OutcomeUnknownException if the event may have been sent
   */
  String sendEvent(UserId owner, String name, Map<String, String> attributes);

  /**
   * Requests every client in a room to remove a message; see {@link ChatRoomService#deleteMessage}.
   *
   * @param owner the owner of the room
   * @param messageId the message's id, 12 letters and digits
   * @param reason the reason for the clients, 1 to 256 characters, or null
   * @return the id of the event that clients receive
   * @throws io.streamcat.exception.InvalidInputException if an argument exceeds a limit
   */
  String deleteMessage(UserId owner, String messageId, @Nullable String reason);

  /**
   * Ends all connections of a viewer to a room. A viewer who is not banned may reconnect.
   *
   * @param owner the owner of the room
   * @param viewerId the viewer, 1 to 128 characters
   * @param reason the reason for the clients, 1 to 256 characters, or null
   * @throws io.streamcat.exception.InvalidInputException if an argument exceeds a limit
   */
  void disconnectUser(UserId owner, String viewerId, @Nullable String reason);

  /**
   * Bans a viewer from a room permanently, and ends the viewer's connections; see {@link
   * #ban(UserId, String, String, Instant)}.
   *
   * @param owner the owner of the room
   * @param viewerId the viewer, 1 to 128 characters
   * @param reason the reason, 1 to 256 characters, or null; everyone in the room sees it
   * @throws io.streamcat.exception.InvalidInputException if an argument exceeds a limit, or the
   *     viewer is the owner; nothing is recorded then
   */
  default void ban(UserId owner, String viewerId, @Nullable String reason) {
    ban(owner, viewerId, reason, null);
  }

  /**
   * Bans a viewer from a room, and ends the viewer's connections.
   *
   * <p>The ban is recorded first. It stays in effect if the connections could not be ended; calling
   * again ends them. A token that was issued just before still connects within its minute, because
   * IVS cannot revoke it. {@link #disconnectUser} ends that connection, too.
   *
   * @param owner the owner of the room
   * @param viewerId the viewer, 1 to 128 characters
   * @param reason the reason, 1 to 256 characters, or null; everyone in the room sees it
   * @param until the end of the ban, in the future; null for a permanent ban
   * @throws io.streamcat.exception.InvalidInputException if an argument exceeds a limit, or the
   *     viewer is the owner; nothing is recorded then
   */
  void ban(UserId owner, String viewerId, @Nullable String reason, @Nullable Instant until);

  /**
   * Lifts the ban of a viewer.
   *
   * @param owner the owner of the room
   * @param viewerId the viewer
   * @return false if the viewer was not banned
   */
  boolean unban(UserId owner, String viewerId);

  /**
   * Lists the bans from a room that are in effect.
   *
   * @param owner the owner of the room
   * @return the bans, earliest first; unmodifiable
   */
  List<Ban> bans(UserId owner);

  /**
   * Returns the address to which chat clients connect with a chat token: AWS's, or that of the
   * emulator.
   *
   * @param owner the user whose room it is
   * @return a WebSocket URL
   * @throws io.streamcat.exception.UserNotFoundException if there is no such user
   * @throws io.streamcat.exception.ResourceNotProvisionedException if the user has no chat room
   */
  URI messagingEndpoint(UserId owner);
}
