package io.streamcat.chat;

import io.streamcat.aws.AwsCalls;
import io.streamcat.aws.ResourceSummary;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import software.amazon.awssdk.services.ivschat.IvschatClient;

/**
 * Chat rooms in AWS. It knows nothing of users.
 *
 * <p>Implementations are thread safe. All methods throw {@link io.streamcat.error.AwsException} or
 * a child of it when AWS refuses or cannot be reached within the operation timeout.
 */
public interface ChatRoomService {

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
   * <p>The room is tagged with an attempt unless the settings hold one, so that it is recognised if
   * the answer is lost.
   *
   * @param name the name, up to 128 characters of {@code [a-zA-Z0-9-_]}; it need not be unique
   * @param settings everything else
   * @return the room
   * @throws io.streamcat.error.OutcomeUnknownException if it may exist but could not be found in
   *     time
   * @throws io.streamcat.error.InvalidInputException if the name is not legal
   */
  ChatRoom create(String name, ChatRoomSettings settings);

  /**
   * Gets a room.
   *
   * @param arn the room's ARN
   * @return the room, or empty if there is none
   */
  Optional<ChatRoom> get(String arn);

  /**
   * Finds rooms by name and tags, ordered by ARN.
   *
   * @param name the exact name
   * @param tags tags they all must have
   * @return the rooms found; a room created moments ago may not be among them
   */
  List<ChatRoom> find(String name, Map<String, String> tags);

  /**
   * Lists all rooms of the account and region, a page at a time as the stream is consumed.
   *
   * @return a lazy stream
   */
  Stream<ResourceSummary> list();

  /**
   * Changes a room's settings; tags are left alone.
   *
   * @param arn the room's ARN
   * @param settings the settings to have
   * @return the room as it is now
   * @throws io.streamcat.error.ResourceNotFoundException if there is none
   */
  ChatRoom update(String arn, ChatRoomSettings settings);

  /**
   * Deletes a room, disconnecting everyone in it; a room that does not exist counts as deleted.
   *
   * @param arn the room's ARN
   */
  void delete(String arn);
}
