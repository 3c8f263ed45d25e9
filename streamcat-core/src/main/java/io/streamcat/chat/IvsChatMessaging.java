package io.streamcat.chat;

import static io.streamcat.aws.internal.AwsNames.required;
import static io.streamcat.chat.IvsChatRoomService.operation;

import io.streamcat.aws.AwsCalls;
import io.streamcat.exception.Check;
import io.streamcat.exception.TextAttributes;
import io.streamcat.secret.Secret;
import java.util.Map;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.ivschat.IvschatClient;
import software.amazon.awssdk.services.ivschat.model.CreateChatTokenResponse;

/** The operations on messages, events and connections of rooms. */
final class IvsChatMessaging {

  private static final Pattern ROOM =
      Pattern.compile("arn:aws:ivschat:[a-z0-9-]+:[0-9]+:room/[a-zA-Z0-9-]+");
  private static final Pattern MESSAGE = Pattern.compile("[a-zA-Z0-9]{12}");

  private final IvschatClient client;
  private final AwsCalls calls;

  IvsChatMessaging(IvschatClient client, AwsCalls calls) {
    this.client = client;
    this.calls = calls;
  }

  /** Repeats the call after any failure: a lost token expires within a minute. */
  ChatToken createToken(String roomArn, ChatTokenRequest request) {
    checkRoom(roomArn);
    return calls.call(
        operation("CreateChatToken", roomArn),
        calls.deadline(),
        override ->
            token(
                client.createChatToken(
                    r ->
                        r.overrideConfiguration(override)
                            .roomIdentifier(roomArn)
                            .userId(request.userId())
                            .sessionDurationInMinutes((int) request.session().toMinutes())
                            .capabilitiesWithStrings(
                                request.capabilities().stream().map(Enum::name).sorted().toList())
                            .attributes(request.attributes()))));
  }

  private static ChatToken token(CreateChatTokenResponse created) {
    return new ChatToken(
        Secret.of(required(created.token(), "token")),
        required(created.tokenExpirationTime(), "token expiration time"),
        required(created.sessionExpirationTime(), "session expiration time"));
  }

  /** Never repeats the call if the event may have been sent: clients would receive it twice. */
  String sendEvent(String roomArn, String name, Map<String, String> attributes) {
    checkRoom(roomArn);
    Check.length("eventName", name, 1, 100);
    Map<String, String> checked = TextAttributes.checked("attributes", attributes);
    return calls.callOnce(
        operation("SendEvent", roomArn),
        calls.deadline(),
        override ->
            required(
                client
                    .sendEvent(
                        r ->
                            r.overrideConfiguration(override)
                                .roomIdentifier(roomArn)
                                .eventName(name)
                                .attributes(checked))
                    .id(),
                "id"));
  }

  /** Repeats the call after any failure: a second deletion has no further effect. */
  String deleteMessage(String roomArn, String messageId, @Nullable String reason) {
    checkRoom(roomArn);
    Check.matches("messageId", messageId, MESSAGE, "12 letters and digits");
    checkReason(reason);
    return calls.call(
        operation("DeleteMessage", roomArn),
        calls.deadline(),
        override ->
            required(
                client
                    .deleteMessage(
                        r ->
                            r.overrideConfiguration(override)
                                .roomIdentifier(roomArn)
                                .id(messageId)
                                .reason(reason))
                    .id(),
                "id"));
  }

  /**
   * Repeats the call after any failure: a user who is disconnected twice can reconnect as easily.
   */
  void disconnectUser(String roomArn, String userId, @Nullable String reason) {
    checkRoom(roomArn);
    Check.length("userId", userId, 1, 128);
    checkReason(reason);
    calls.call(
        operation("DisconnectUser", roomArn),
        calls.deadline(),
        override ->
            client.disconnectUser(
                r ->
                    r.overrideConfiguration(override)
                        .roomIdentifier(roomArn)
                        .userId(userId)
                        .reason(reason)));
  }

  private static void checkRoom(String arn) {
    Check.length("roomArn", arn, 1, 128);
    Check.matches("roomArn", arn, ROOM, "the ARN of a chat room");
  }

  private static void checkReason(@Nullable String reason) {
    if (reason != null) {
      Check.length("reason", reason, 1, 256);
    }
  }
}
