package io.streamcat.examples.quickstart;

import io.streamcat.channel.Channel;
import io.streamcat.channel.StreamKey;
import io.streamcat.chat.ChatRoom;
import io.streamcat.examples.quickstart.Outcome.Registered;
import io.streamcat.realtime.Stage;
import io.streamcat.user.User;
import java.io.PrintStream;

/** A paragraph for everyone who was registered, for people to read. */
final class TextFormat implements Format {

  private final PrintStream out;
  private final boolean showStreamKeys;

  TextFormat(PrintStream out, boolean showStreamKeys) {
    this.out = out;
    this.showStreamKeys = showStreamKeys;
  }

  @Override
  public void print(Outcome outcome) {
    if (!(outcome instanceof Registered registered)) {
      return;
    }
    User user = registered.user();
    out.println(user.username());
    if (registered.generatedPassword() != null) {
      line(GENERATED_PASSWORD, registered.generatedPassword());
    }
    Channel channel = user.channel();
    if (channel != null) {
      line("ingest URL", channel.ingestUrl());
      if (channel.streamKey() != null) {
        line("stream key", shown(channel.streamKey()));
      }
      line("playback URL", channel.playbackUrl());
    }
    ChatRoom chatRoom = user.chatRoom();
    if (chatRoom != null) {
      line("chat room", chatRoom.arn());
      line("chat messaging", chatRoom.messagingEndpoint().toString());
    }
    Stage stage = user.stage();
    if (stage != null) {
      line("stage", stage.arn());
    }
    out.println();
  }

  private void line(String name, String value) {
    out.printf("  %-18s  %s%n", name, value);
  }

  /** A key reads {@code sk_REGION_SECRET}; of anything else nothing is known to be harmless. */
  private String shown(StreamKey key) {
    return showStreamKeys
        ? key.value()
        : key.value().replaceFirst("(?s)^(sk_[a-z0-9-]+_)?.*", "$1****");
  }
}
