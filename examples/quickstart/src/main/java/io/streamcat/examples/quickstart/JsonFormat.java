package io.streamcat.examples.quickstart;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.json.JsonWriteFeature;
import io.streamcat.channel.Channel;
import io.streamcat.chat.ChatRoom;
import io.streamcat.examples.quickstart.Outcome.Failed;
import io.streamcat.examples.quickstart.Outcome.Registered;
import io.streamcat.realtime.Stage;
import io.streamcat.user.User;
import java.io.IOException;
import java.io.PrintStream;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** One JSON object a line, with the same keys whether someone was registered or not. */
final class JsonFormat implements Format {

  // ASCII alone, because the encoding of standard output is the terminal's.
  private static final JsonFactory JSON =
      JsonFactory.builder().enable(JsonWriteFeature.ESCAPE_NON_ASCII).build();

  private final PrintStream out;
  private final PrintStream err;

  JsonFormat(PrintStream out, PrintStream err) {
    this.out = out;
    this.err = err;
  }

  @Override
  public void print(Outcome outcome) {
    if (outcome instanceof Registered registered) {
      User user = registered.user();
      out.println(
          object(
              user.username(),
              user.state().name(),
              user.id().value(),
              user.channel(),
              user.chatRoom(),
              user.stage()));
      if (registered.generatedPassword() != null) {
        err.println(
            user.username() + ": " + GENERATED_PASSWORD + " " + registered.generatedPassword());
      }
    } else if (outcome instanceof Failed failed) {
      out.println(object(failed.username(), "FAILED", null, null, null, null));
    }
  }

  private static String object(
      @Nullable String username,
      String state,
      @Nullable String userId,
      @Nullable Channel channel,
      @Nullable ChatRoom chatRoom,
      @Nullable Stage stage) {
    Map<String, @Nullable String> values = new LinkedHashMap<>();
    values.put("username", username);
    values.put("state", state);
    values.put("userId", userId);
    values.put("channelArn", channel == null ? null : channel.arn());
    values.put("ingestEndpoint", channel == null ? null : channel.ingestEndpoint());
    values.put("playbackUrl", channel == null ? null : channel.playbackUrl());
    values.put("chatRoomArn", chatRoom == null ? null : chatRoom.arn());
    values.put("stageArn", stage == null ? null : stage.arn());
    StringWriter text = new StringWriter();
    try (JsonGenerator json = JSON.createGenerator(text)) {
      json.writeStartObject();
      for (Map.Entry<String, @Nullable String> value : values.entrySet()) {
        json.writeStringField(value.getKey(), value.getValue());
      }
      json.writeEndObject();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return text.toString();
  }
}
