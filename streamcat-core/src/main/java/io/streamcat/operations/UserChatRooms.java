package io.streamcat.operations;

import io.streamcat.chat.ChatRole;
import io.streamcat.chat.ChatRoomService;
import io.streamcat.chat.ChatToken;
import io.streamcat.provisioning.UserProvisioner;
import io.streamcat.user.UserId;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The chat rooms of users: who comes in, as what, and what is sent to them.
 *
 * <p>Rooms are named by the user they belong to. Whether the one who asks may do so, moderate for
 * example, is the application's to decide. Thread safe.
 *
 * <p>All methods that call AWS throw {@link io.streamcat.exception.UserNotFoundException} if the
 * owner is not known, {@link io.streamcat.exception.ResourceNotProvisionedException} if the owner
 * has no room yet, and {@link io.streamcat.exception.AwsException} or a child of it if AWS refuses
 * or cannot be reached.
 */
public interface UserChatRooms {

  /**
   * Creates an instance.
   *
   * @param users finds the rooms of users
   * @param rooms calls AWS
   * @param bans the bans from rooms
   * @param clock tells when somebody was banned
   * @return a new instance
   */
  static UserChatRooms create(
      UserProvisioner users, ChatRoomService rooms, BanList bans, Clock clock) {
    return new DefaultUserChatRooms(users, rooms, bans, clock);
  }

  /**
   * Issues a token for a connection of at most an hour.
   *
   * @param owner whose room
   * @param viewer who comes
   * @param role as what; everyone in the room is told, in the attribute {@link ChatViewer#ROLE}
   * @return a token that connects once, within a minute
   * @throws io.streamcat.exception.InvalidInputException if somebody but the owner is to be {@link
   *     ChatRole#OWNER}, or a guest {@link ChatRole#MODERATOR}, or the attributes are too long
   * @throws io.streamcat.exception.BannedException if the viewer is banned
   */
  default ChatToken token(UserId owner, ChatViewer viewer, ChatRole role) {
    return tokens(owner, viewer, role).next();
  }

  /**
   * Issues a token for a connection of a given length.
   *
   * @param owner whose room
   * @param viewer who comes
   * @param role as what
   * @param session how long the connection may last: 1 to 180 whole minutes
   * @return a token that connects once, within a minute
   * @throws io.streamcat.exception.InvalidInputException as for connections of an hour, and if the
   *     length is not allowed
   * @throws io.streamcat.exception.BannedException if the viewer is banned
   */
  default ChatToken token(UserId owner, ChatViewer viewer, ChatRole role, Duration session) {
    return tokens(owner, viewer, role, session).next();
  }

  /**
   * Issues a token to a guest as {@link ChatRole#VIEWER}, to a user as {@link ChatRole#CHATTER}.
   *
   * @param owner whose room
   * @param viewer who comes
   * @return a token that connects once, within a minute
   * @throws io.streamcat.exception.BannedException if the viewer is banned
   */
  default ChatToken token(UserId owner, ChatViewer viewer) {
    return token(owner, viewer, viewer.isGuest() ? ChatRole.VIEWER : ChatRole.CHATTER);
  }

  /**
   * Prepares tokens for connections of at most an hour each. No call is made, and the ban list is
   * not read, until one is asked for.
   *
   * @param owner whose room
   * @param viewer who comes
   * @param role as what
   * @return what issues a token for each connection
   * @throws io.streamcat.exception.InvalidInputException if {@link #token(UserId, ChatViewer,
   *     ChatRole)} would throw it
   */
  ChatTokens tokens(UserId owner, ChatViewer viewer, ChatRole role);

  /**
   * Prepares tokens for connections of a given length.
   *
   * @param owner whose room
   * @param viewer who comes
   * @param role as what
   * @param session how long each connection may last: 1 to 180 whole minutes
   * @return what issues a token for each connection
   * @throws io.streamcat.exception.InvalidInputException if {@link #token(UserId, ChatViewer,
   *     ChatRole, Duration)} would throw it
   */
  ChatTokens tokens(UserId owner, ChatViewer viewer, ChatRole role, Duration session);

  /**
   * Sends an event to every client in a room; see {@link ChatRoomService#sendEvent}.
   *
   * @param owner whose room
   * @param name the event's name, 1 to 100 characters
   * @param attributes what it says, at most 1 KB in all
   * @return the event's id
   * @throws io.streamcat.exception.InvalidInputException if an argument breaks a limit
   * @throws io.streamcat.exception.OutcomeUnknownException if it may have been sent
   */
  String sendEvent(UserId owner, String name, Map<String, String> attributes);

  /**
   * Tells every client in a room to remove a message; see {@link ChatRoomService#deleteMessage}.
   *
   * @param owner whose room
   * @param messageId the message's id, 12 letters and digits
   * @param reason what clients are told, 1 to 256 characters, or null
   * @return the id of the event that clients are sent
   * @throws io.streamcat.exception.InvalidInputException if an argument breaks a limit
   */
  String deleteMessage(UserId owner, String messageId, @Nullable String reason);

  /**
   * Ends all connections of a viewer to a room; who is not banned may come back.
   *
   * @param owner whose room
   * @param viewerId who has to leave, 1 to 128 characters
   * @param reason what clients are told, 1 to 256 characters, or null
   * @throws io.streamcat.exception.InvalidInputException if an argument breaks a limit
   */
  void disconnectUser(UserId owner, String viewerId, @Nullable String reason);

  /**
   * Bans a viewer from a room for good, and ends the viewer's connections; see {@link #ban(UserId,
   * String, String, Instant)}.
   *
   * @param owner whose room
   * @param viewerId who has to leave and stay away, 1 to 128 characters
   * @param reason why, 1 to 256 characters, or null; everyone in the room is told
   * @throws io.streamcat.exception.InvalidInputException if an argument breaks a limit, or the
   *     viewer is the owner; nothing is recorded then
   */
  default void ban(UserId owner, String viewerId, @Nullable String reason) {
    ban(owner, viewerId, reason, null);
  }

  /**
   * Bans a viewer from a room, and ends the viewer's connections.
   *
   * <p>The ban is recorded first, and stands if the connections could not be ended; calling again
   * ends them. A token that was issued just before, and not used yet, still connects within its
   * minute: IVS cannot take it back, but {@link #disconnectUser} ends that connection, too.
   *
   * @param owner whose room
   * @param viewerId who has to leave and stay away, 1 to 128 characters
   * @param reason why, 1 to 256 characters, or null; everyone in the room is told
   * @param until the time from which the viewer may come back, in the future; null for a ban that
   *     does not end
   * @throws io.streamcat.exception.InvalidInputException if an argument breaks a limit, or the
   *     viewer is the owner; nothing is recorded then
   */
  void ban(UserId owner, String viewerId, @Nullable String reason, @Nullable Instant until);

  /**
   * Lets somebody enter a room again.
   *
   * @param owner whose room
   * @param viewerId who may come back
   * @return false if the viewer was not banned
   */
  boolean unban(UserId owner, String viewerId);

  /**
   * Lists the bans from a room that hold now.
   *
   * @param owner whose room
   * @return the bans, the earliest first; unmodifiable
   */
  List<Ban> bans(UserId owner);
}
