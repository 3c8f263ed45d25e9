package io.streamcat.examples.support;

import io.streamcat.channel.Channel;
import io.streamcat.channel.StreamKey;
import io.streamcat.chat.ChatRoom;
import io.streamcat.realtime.Stage;
import io.streamcat.user.User;
import java.util.LinkedHashMap;
import java.util.Map;

/** What is told of a user to people: what to go live with, by name. */
public final class UserText {

  private UserText() {}

  /**
   * Collects what the user has.
   *
   * @param user the user
   * @param showStreamKeys whether stream keys are told in full
   * @return a new map in the order of telling
   */
  public static Map<String, String> of(User user, boolean showStreamKeys) {
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
      lines.put("chat messaging", chatRoom.messagingEndpoint().toString());
    }
    Stage stage = user.stage();
    if (stage != null) {
      lines.put("stage", stage.arn());
    }
    return lines;
  }

  /** A key reads {@code sk_REGION_SECRET}; of anything else nothing is known to be harmless. */
  private static String masked(StreamKey key) {
    return key.value().reveal().replaceFirst("(?s)^(sk_[a-z0-9-]+_)?.*", "$1****");
  }

  /** Formats one of the lines. */
  public static String line(String name, String value) {
    return String.format("  %-18s  %s", name, value);
  }
}
