package io.streamcat.chat;

import io.streamcat.aws.AwsResource;
import java.net.URI;
import java.util.Map;

/**
 * An Amazon IVS chat room.
 *
 * @param arn the ARN
 * @param name the name in AWS
 * @param settings the settings in effect, with all tags
 */
public record ChatRoom(String arn, String name, ChatRoomSettings settings) implements AwsResource {

  private static final int REGION = 3;

  /**
   * Returns the address of AWS to which chat clients connect with a chat token. With the emulator,
   * {@link ChatRoomService#messagingEndpoint} returns another one.
   *
   * @return {@code wss://edge.ivschat.REGION.amazonaws.com}
   */
  public URI messagingEndpoint() {
    return messagingEndpoint(arn);
  }

  static URI messagingEndpoint(String roomArn) {
    return URI.create("wss://edge.ivschat." + roomArn.split(":", -1)[REGION] + ".amazonaws.com");
  }

  /**
   * Returns a copy with other settings.
   *
   * @param value the settings
   * @return a changed copy
   */
  public ChatRoom with(ChatRoomSettings value) {
    return new ChatRoom(arn, name, value);
  }

  @Override
  public Map<String, String> tags() {
    return settings.tags();
  }
}
