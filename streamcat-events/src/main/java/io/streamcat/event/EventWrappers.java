package io.streamcat.event;

import io.streamcat.exception.InvalidInputException;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The wrappers in which other services deliver an event: notifications of SNS, and messages of SQS
 * that EventBridge Pipes or Lambda pass on. An event inside such a wrapper is read; any other
 * wrapper is rejected by its name.
 */
final class EventWrappers {

  private static final String EVENT = "event";
  private static final String RULE = "the event as EventBridge delivers it";

  /** SNS inside SQS inside a pipe; each layer is parsed once. */
  private static final int MOST = 3;

  private EventWrappers() {}

  /**
   * Returns the event without its wrappers, or the object itself if it has none.
   *
   * @throws InvalidInputException if the object is a wrapper without an event
   */
  static Map<String, @Nullable Object> unwrapped(Map<String, @Nullable Object> json) {
    Map<String, @Nullable Object> event = json;
    for (int layer = 0; layer < MOST && !event.containsKey("source"); layer++) {
      String content = content(event);
      if (content == null) {
        break;
      }
      event = EventJson.parse(content);
    }
    return event;
  }

  private static @Nullable String content(Map<String, @Nullable Object> json) {
    if (json.get("TopicArn") instanceof String && json.get("Type") instanceof String type) {
      if (type.equals("Notification") && json.get("Message") instanceof String message) {
        return message;
      }
      throw rejected("is a message of SNS that contains no event: " + known(type));
    }
    if (json.get("body") instanceof String body && json.containsKey("messageId")) {
      return body;
    }
    if (json.get("Records") instanceof List<?> records) {
      return onlyBody(records);
    }
    if (json.containsKey("event_name") || json.containsKey("recording_status")) {
      throw rejected(
          "is only the detail of an event; remove the input path or input transformer of the"
              + " EventBridge target, or the target parameters of the pipe");
    }
    return null;
  }

  /** The types that SNS documents; any other text is not shown. */
  private static String known(String type) {
    return switch (type) {
      case "SubscriptionConfirmation", "UnsubscribeConfirmation" -> type;
      default -> "another type";
    };
  }

  private static String onlyBody(List<?> records) {
    if (records.size() == 1
        && records.get(0) instanceof Map<?, ?> message
        && message.get("body") instanceof String body) {
      return body;
    }
    throw rejected(
        "is a batch of "
            + records.size()
            + " records, as Lambda receives it from SQS; pass the body of each record");
  }

  /** Returns the exception for a list, the form in which EventBridge Pipes delivers a batch. */
  static InvalidInputException list() {
    return rejected(
        "is a list, as EventBridge Pipes delivers a batch; deliver each event separately, with a"
            + " batch size of 1");
  }

  private static InvalidInputException rejected(String problem) {
    return new InvalidInputException(EVENT, RULE, problem);
  }
}
