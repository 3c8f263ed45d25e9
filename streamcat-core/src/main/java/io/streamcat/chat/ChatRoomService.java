package io.streamcat.chat;

import io.streamcat.aws.AwsCalls;
import io.streamcat.aws.ResourceOperations;
import io.streamcat.aws.ResourceSummary;
import java.net.URI;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.ivschat.IvschatClient;

/**
 * The chat rooms in AWS, independent of users.
 *
 * <p>Implementations are thread-safe. All methods throw {@link io.streamcat.exception.AwsException}
 * or a subclass if AWS rejects the call or cannot be reached within the operation timeout.
 */
public interface ChatRoomService extends ResourceOperations<ChatRoom, ChatRoomSettings> {

  /**
   * Creates a service on an IVS Chat client.
   *
   * @param client the client; the caller closes it
   * @param calls the executor of AWS calls
   * @return a new service
   */
  static ChatRoomService create(IvschatClient client, AwsCalls calls) {
    return new IvsChatRoomService(client, calls);
  }

  /**
   * Creates one room, even if responses are lost.
   *
   * <p>The room is tagged with a random record key unless the settings contain one, so that it is
   * recognised if the response is lost.
   *
   * @param name the name, up to 128 characters of {@code [a-zA-Z0-9-_]}; it need not be unique
   * @param settings the other settings
   * @return the room
   * @throws io.streamcat.exception.OutcomeUnknownException if the room may exist but could not be
   *     found in time
   * @throws io.streamcat.exception.InvalidInputException if the name is illegal or a setting
   *     exceeds a limit
   */
  @Override
  ChatRoom create(String name, ChatRoomSettings settings);

  /**
   * Gets a room.
   *
   * @param arn the room's ARN
   * @return the room, or empty if it does not exist
   */
  @Override
  Optional<ChatRoom> get(String arn);

  /**
   * Finds rooms by name and tags, ordered by ARN.
   *
   * @param name the exact name
   * @param tags the tags that each room must have
   * @return the rooms; a room created moments ago may be missing
   */
  @Override
  List<ChatRoom> find(String name, Map<String, String> tags);

  /**
   * Lists all rooms of the account and region, a page at a time as the stream is consumed.
   *
   * @return a lazy stream
   */
  @Override
  Stream<ResourceSummary> list();

  /**
   * Changes a room's settings, except for its tags.
   *
   * @param arn the room's ARN
   * @param settings the new settings
   * @return the room after the change
   * @throws io.streamcat.exception.ResourceNotFoundException if the room does not exist
   */
  @Override
  ChatRoom update(String arn, ChatRoomSettings settings);

  /**
   * Deletes a room and disconnects its viewers. A room that does not exist counts as deleted.
   *
   * @param arn the room's ARN
   */
  @Override
  void delete(String arn);

  /**
   * Issues a token with which one client connects to a room once. AWS allows 200 tokens a second.
   *
   * <p>The call is repeated after any failure, because a lost token is useless.
   *
   * @param roomArn the room's ARN
   * @param request the user and the permissions of the token
   * @return the token
   * @throws io.streamcat.exception.InvalidInputException if the ARN is not that of a chat room
   * @throws io.streamcat.exception.ResourceNotFoundException if the room does not exist
   */
  ChatToken createToken(String roomArn, ChatTokenRequest request);

  /**
   * Sends an event to every client in a room.
   *
   * <p>The call is repeated only if the event was certainly not sent, mainly after throttling,
   * because clients cannot recognise a duplicate.
   *
   * @param roomArn the room's ARN
   * @param name the event's name, 1 to 100 characters
   * @param attributes the event's attributes, at most 1 KB in all
   * @return the event's id
   * @throws io.streamcat.exception.InvalidInputException if an argument exceeds a limit
   * @throws io.streamcat.exception.OutcomeUnknownException if the event may have been sent
   * @throws io.streamcat.exception.ResourceNotFoundException if the room does not exist
   */
  String sendEvent(String roomArn, String name, Map<String, String> attributes);

  /**
   * Requests every client in a room to remove a message. AWS stores no messages and does not report
   * whether the id exists.
   *
   * @param roomArn the room's ARN
   * @param messageId the message's id, 12 letters and digits
   * @param reason the reason for the clients, 1 to 256 characters, or null
   * @return the id of the event that clients receive; after a lost response they receive two events
   * @throws io.streamcat.exception.InvalidInputException if an argument exceeds a limit
   * @throws io.streamcat.exception.ResourceNotFoundException if the room does not exist
   */
  String deleteMessage(String roomArn, String messageId, @Nullable String reason);

  /**
   * Ends all connections of a user to a room. The user can connect again with another token.
   *
   * @param roomArn the room's ARN
   * @param userId the user, 1 to 128 characters; a user who is not connected is ignored
   * @param reason the reason for the clients, 1 to 256 characters, or null
   * @throws io.streamcat.exception.InvalidInputException if an argument exceeds a limit
   * @throws io.streamcat.exception.ResourceNotFoundException if the room does not exist
   */
  void disconnectUser(String roomArn, String userId, @Nullable String reason);

  /**
   * Returns the address to which chat clients connect with a chat token: AWS's in the region of the
   * room, or that of the emulator, if the endpoint of the client is one.
   *
   * @param roomArn the ARN of the room
   * @return a WebSocket URL
   */
  default URI messagingEndpoint(String roomArn) {
    return ChatRoom.messagingEndpoint(roomArn);
  }
}
