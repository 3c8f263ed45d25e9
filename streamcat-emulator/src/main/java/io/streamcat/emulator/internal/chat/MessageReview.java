package io.streamcat.emulator.internal.chat;

import io.streamcat.emulator.internal.json.Json;
import io.streamcat.emulator.internal.json.JsonException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/**
 * The review of messages by a handler, in limited time, with the JSON of the Lambda function.
 * Thread safe.
 */
public final class MessageReview {
  private static final System.Logger LOGGER = System.getLogger(MessageReview.class.getName());

  private final Duration timeout;
  private volatile @Nullable UnaryOperator<String> handler;

  /**
   * The result of a review.
   *
   * @param allowed whether the message may be sent
   * @param content the reviewed content
   * @param attributes the reviewed attributes
   * @param reason the reason for a rejection, which may be empty
   */
  record Verdict(boolean allowed, String content, Map<String, String> attributes, String reason) {}

  /**
   * Creates a review.
   *
   * @param handler a function from a request to a response, or null for no review
   * @param timeout the longest time of a review
   */
  public MessageReview(@Nullable UnaryOperator<String> handler, Duration timeout) {
    this.handler = handler;
    this.timeout = timeout;
  }

  /**
   * Replaces the handler.
   *
   * @param newHandler a function from a request to a response, or null for no review
   */
  public void handler(@Nullable UnaryOperator<String> newHandler) {
    handler = newHandler;
  }

  /**
   * Reviews a message.
   *
   * @param fallback whether the message is allowed if the handler fails
   * @param threads the executor of the handler
   */
  Verdict review(
      String id,
      String content,
      Map<String, String> attributes,
      ChatMember sender,
      boolean fallback,
      ExecutorService threads) {
    UnaryOperator<String> reviewer = handler;
    if (reviewer == null) {
      return new Verdict(true, content, attributes, "");
    }
    String request = request(id, content, attributes, sender);
    Future<String> response = threads.submit(() -> reviewer.apply(request));
    try {
      return verdict(response.get(timeout.toNanos(), TimeUnit.NANOSECONDS), content, attributes);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    } catch (TimeoutException | ExecutionException | JsonException e) {
      LOGGER.log(
          System.Logger.Level.DEBUG, "Message review failed; the fallback result applies", e);
    }
    response.cancel(true);
    return new Verdict(fallback, content, attributes, "");
  }

  private static String request(
      String id, String content, Map<String, String> attributes, ChatMember member) {
    Map<String, Object> sender = new LinkedHashMap<>();
    sender.put("Attributes", member.grant().attributes());
    sender.put("UserId", member.grant().userId());
    sender.put("Ip", member.ip());
    Map<String, Object> request = new LinkedHashMap<>();
    request.put("Content", content);
    request.put("MessageId", id);
    request.put("RoomArn", member.grant().roomArn());
    request.put("Attributes", attributes);
    request.put("Sender", sender);
    return new String(Json.write(request), StandardCharsets.UTF_8);
  }

  private static Verdict verdict(String response, String content, Map<String, String> attributes)
      throws JsonException {
    Map<String, ?> members = Json.parseObject(response.getBytes(StandardCharsets.UTF_8));
    Object result = members.get("ReviewResult");
    Map<String, String> reviewed = texts(members.get("Attributes"), attributes);
    if ("DENY".equals(result)) {
      return new Verdict(false, content, attributes, reviewed.getOrDefault("Reason", ""));
    }
    if (!"ALLOW".equals(result)) {
      throw new JsonException("ReviewResult must be ALLOW or DENY");
    }
    return new Verdict(
        true, members.get("Content") instanceof String text ? text : content, reviewed, "");
  }

  private static Map<String, String> texts(@Nullable Object given, Map<String, String> otherwise)
      throws JsonException {
    if (given == null) {
      return otherwise;
    }
    Map<String, String> texts = new LinkedHashMap<>();
    if (given instanceof Map<?, ?> map) {
      map.forEach((name, value) -> texts.put((String) name, String.valueOf(value)));
      return texts;
    }
    throw new JsonException("Attributes must be an object");
  }
}
