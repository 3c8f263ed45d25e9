package io.streamcat.examples.support;

import io.streamcat.channel.Channel;
import io.streamcat.chat.ChatRoom;
import io.streamcat.realtime.Stage;
import io.streamcat.user.User;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The fields of a user in JSON: the same keys for every user, and no secrets. */
public final class UserFields {

  private UserFields() {}

  /**
   * Collects the fields.
   *
   * @param username the username as given
   * @param state the state to show
   * @param user the user, or null if there is none
   * @return a new modifiable map
   */
  public static Map<String, @Nullable Object> of(
      @Nullable String username, String state, @Nullable User user) {
    Channel channel = user == null ? null : user.channel();
    ChatRoom chatRoom = user == null ? null : user.chatRoom();
    Stage stage = user == null ? null : user.stage();
    Map<String, @Nullable Object> fields = new LinkedHashMap<>();
    fields.put("username", username);
    fields.put("state", state);
    fields.put("userId", user == null ? null : user.id().value());
    fields.put("channelArn", channel == null ? null : channel.arn());
    fields.put("ingestEndpoint", channel == null ? null : channel.ingestEndpoint());
    fields.put("playbackUrl", channel == null ? null : channel.playbackUrl());
    fields.put("chatRoomArn", chatRoom == null ? null : chatRoom.arn());
    fields.put("stageArn", stage == null ? null : stage.arn());
    return fields;
  }
}
