package io.streamcat.chat;

import io.streamcat.aws.AwsCalls;
import io.streamcat.aws.ResourceOperations;
import io.streamcat.aws.ResourceSummary;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.ivschat.IvschatClient;

/**
 * Chat rooms in AWS. It knows nothing of users.
 *
 * <p>Implementations are thread safe. All methods throw {@link io.streamcat.exception.AwsException}
 * or a child of it when AWS refuses or cannot be reached within the operation timeout.
 */
public interface ChatRoomService extends ResourceOperations<ChatRoom, ChatRoomSettings> {

  /**
   * Creates a service on an IVS Chat client.
   *
   * @param client the client; it stays the caller's to close
   * @param calls how calls are made
   * @return a new service
   */
  static ChatRoomService create(IvschatClient client, AwsCalls calls) {
    return new IvsChatRoomService(client, calls);
  }

  /**
   * Creates one room, whatever becomes of the answers.
   *
   * <p>The room is tagged with a record unless the settings hold one, so that it is recognised if
   * the answer is lost.
   *
   * @param name the name, up to 128 characters of {@code [a-zA-Z0-9-_]}; it need not be unique
   * @param settings everything else
   * @return the room
   * @throws io.streamcat.exception.OutcomeUnknownException if it may exist but could not be found
   *     in time
   * @throws io.streamcat.exception.InvalidInputException if the name is not legal or a setting
   *     breaks a limit
   */
  @Override
  ChatRoom create(String name, ChatRoomSettings settings);

  /**
   * Gets a room.
   *
   * @param arn the room's ARN
   * @return the room, or empty if there is none
   */
  @Override
  Optional<ChatRoom> get(String arn);

  /**
   * Finds rooms by name and tags, ordered by ARN.
   *
   * @param name the exact name
   * @param tags tags they all must have
   * @return the rooms found; a room created moments ago may not be among them
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
   * Changes a room's settings; tags are left alone.
   *
   * @param arn the room's ARN
   * @param settings the settings to have
   * @return the room as it is now
   * @throws io.streamcat.exception.ResourceNotFoundException if there is none
   */
  @Override
  ChatRoom update(String arn, ChatRoomSettings settings);

  /**
   * Deletes a room, disconnecting everyone in it; a room that does not exist counts as deleted.
   *
   * @param arn the room's ARN
   */
  @Override
  void delete(String arn);

  /**
   * Issues a token with which one client connects to a room, once. AWS allows 200 a second.
   *
   * <p>After a failure the call is repeated: a token that was issued and got lost is of no use to
   * anybody.
   *
   * @param roomArn the room's ARN
   * @param request who it is for, and what it allows
   * @return the token
   * @throws io.streamcat.exception.InvalidInputException if the ARN is none of a chat room
   * @throws io.streamcat.exception.ResourceNotFoundException if there is no such room
   */
  ChatToken createToken(String roomArn, ChatTokenRequest request);

  /**
   * Sends an event to every client in a room.
   *
   * <p>It is repeated only when it has certainly not been sent, after a throttle above all, for
   * clients cannot tell an event that was sent twice.
   *
   * @param roomArn the room's ARN
   * @param name the event's name, 1 to 100 characters
   * @param attributes what it says, at most 1 KB in all
   * @return the event's id
   * @throws io.streamcat.exception.InvalidInputException if an argument breaks a limit
   * @throws io.streamcat.exception.OutcomeUnknownException if it may have been sent
   * @throws io.streamcat.exception.ResourceNotFoundException if there is no such room
   */
  String sendEvent(String roomArn, String name, Map<String, String> attributes);

  /**
   * Tells every client in a room to remove a message. AWS keeps no messages, and does not tell
   * whether there was one with this id.
   *
   * @param roomArn the room's ARN
   * @param messageId the message's id, 12 letters and digits
   * @param reason what clients are told, 1 to 256 characters, or null
   * @return the id of the event that clients are sent; after a lost answer they are sent two
   * @throws io.streamcat.exception.InvalidInputException if an argument breaks a limit
   * @throws io.streamcat.exception.ResourceNotFoundException if there is no such room
   */
  String deleteMessage(String roomArn, String messageId, @Nullable String reason);

  /**
   * Ends all connections of a user to a room. It keeps nobody from connecting again with another
   * token.
   *
   * @param roomArn the room's ARN
   * @param userId the user, 1 to 128 characters; one who is not connected is no failure
   * @param reason what clients are told, 1 to 256 characters, or null
   * @throws io.streamcat.exception.InvalidInputException if an argument breaks a limit
   * @throws io.streamcat.exception.ResourceNotFoundException if there is no such room
   */
  void disconnectUser(String roomArn, String userId, @Nullable String reason);
}
