package io.streamcat.user;

import io.streamcat.aws.AwsResource;
import io.streamcat.channel.Channel;
import io.streamcat.chat.ChatRoom;
import io.streamcat.realtime.Stage;
import java.util.Locale;

/** The kinds of AWS resources a user has one of each. */
public enum ResourceKind {
  /** A low-latency channel. */
  CHANNEL,
  /** A chat room. */
  CHAT_ROOM,
  /** A real-time stage. */
  STAGE;

  /**
   * Returns the kind of a resource.
   *
   * @param resource a {@link Channel}, {@link ChatRoom} or {@link Stage}
   * @return its kind
   * @throws IllegalArgumentException if the resource is of none of these types
   */
  public static ResourceKind of(AwsResource resource) {
    if (resource instanceof Channel) {
      return CHANNEL;
    }
    if (resource instanceof ChatRoom) {
      return CHAT_ROOM;
    }
    if (resource instanceof Stage) {
      return STAGE;
    }
    throw new IllegalArgumentException("not a channel, chat room or stage: " + resource.arn());
  }

  /**
   * Names the kind in running text.
   *
   * @return for example {@code chat room}
   */
  public String words() {
    return name().toLowerCase(Locale.ROOT).replace('_', ' ');
  }
}
