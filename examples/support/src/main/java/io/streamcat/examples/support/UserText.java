package io.streamcat.examples.support;

import io.streamcat.channel.Channel;
import io.streamcat.channel.StreamKey;
import io.streamcat.chat.ChatRoom;
import io.streamcat.realtime.Stage;
import io.streamcat.user.User;
import java.net.URI;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.Function;

/** The labelled values of a user in text: everything needed to go live. */
public final class UserText {

  private UserText() {}

  /**
   * Collects the labelled values.
   *
   * @param user the user
   * @param showStreamKeys whether to show stream keys in full
   * @param messagingEndpoint returns the address for chat clients of a room, as {@link
   *     io.streamcat.chat.ChatRoomService#messagingEndpoint} does
   * @return a new map, in the order to print
   */
  public static Map<String, String> of(
      User user, boolean showStreamKeys, Function<ChatRoom, URI> messagingEndpoint) {
    Map<String, String> lines = new LinkedHashMap<>();
    Channel channel = user.channel();
    if (channel != null) {
      lines.put("ingest URL", channel.ingestUrl());
      if (channel.streamKey() != null) {
        StreamKey key = channel.streamKey();
        lines.put("stream key", showStreamKeys ? key.value().reveal() : masked(key));
      }
      lines.put("playback URL", channel.playbackUrl());
    }
    ChatRoom chatRoom = user.chatRoom();
    if (chatRoom != null) {
      lines.put("chat room", chatRoom.arn());
      lines.put("chat messaging", messagingEndpoint.apply(chatRoom).toString());
    }
    Stage stage = user.stage();
    if (stage != null) {
      lines.put("stage", stage.arn());
    }
    return lines;
  }

  /**
   * Masks a stream key, which reads {@code sk_REGION_SECRET}; a key of any other form is hidden
   * entirely.
   */
  private static String masked(StreamKey key) {
    return key.value().reveal().replaceFirst("(?s)^(sk_[a-z0-9-]+_)?.*", "$1****");
  }

  /** Formats a line. */
  public static String line(String name, String value) {
    return String.format("  %-18s  %s", name, value);
  }
}
