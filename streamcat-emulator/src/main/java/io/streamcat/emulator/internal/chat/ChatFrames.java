package io.streamcat.emulator.internal.chat;

import io.streamcat.emulator.internal.chatroom.ChatEvent;
import io.streamcat.emulator.internal.chatroom.ChatMessage;
import io.streamcat.emulator.internal.json.Json;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.LinkedHashMap;
import java.util.Map;

/** The frames that the server sends, as JSON. */
final class ChatFrames {
  private ChatFrames() {}

  static String message(ChatMessage message, String requestId, ChatMember sender) {
    Map<String, Object> frame = frame("MESSAGE", message.id(), requestId);
    frame.put("Attributes", message.attributes());
    frame.put("Content", message.content());
    frame.put("SendTime", time(message.sentAt()));
    Map<String, Object> from = new LinkedHashMap<>();
    from.put("UserId", message.userId());
    from.put("Attributes", sender.grant().attributes());
    frame.put("Sender", from);
    return json(frame);
  }

  static String event(ChatEvent event) {
    Map<String, Object> frame = frame("EVENT", event.id(), event.requestId());
    frame.put("EventName", event.name());
    frame.put("Attributes", event.attributes());
    frame.put("SendTime", time(event.sentAt()));
    return json(frame);
  }

  static String error(String id, ChatError error) {
    Map<String, Object> frame = frame("ERROR", id, error.requestId());
    frame.put("ErrorCode", error.code());
    frame.put("ErrorMessage", String.valueOf(error.getMessage()));
    return json(frame);
  }

  private static Map<String, Object> frame(String type, String id, String requestId) {
    Map<String, Object> frame = new LinkedHashMap<>();
    frame.put("Type", type);
    frame.put("Id", id);
    if (!requestId.isEmpty()) {
      frame.put("RequestId", requestId);
    }
    return frame;
  }

  private static String time(Instant time) {
    return time.truncatedTo(ChronoUnit.MILLIS).toString();
  }

  private static String json(Map<String, Object> frame) {
    return new String(Json.write(frame), StandardCharsets.UTF_8);
  }
}
