package io.streamcat.emulator.internal.resource;

import java.time.Duration;
import java.time.Instant;
import java.util.Map;

/** Chat tokens, opaque as the real ones are. */
final class ChatTokens {
  private static final Duration TIME_TO_CONNECT = Duration.ofMinutes(1);
  private static final int DEFAULT_SESSION_MINUTES = 60;
  private static final int TOKEN_LENGTH = 256;

  private final Account account;

  ChatTokens(Account account) {
    this.account = account;
  }

  void register(Handler.Registry registry) {
    registry.add("CreateChatToken", this::create);
  }

  private Map<String, Object> create(Call call) {
    TokenAttributes.check(call.input());
    account.require(ResourceType.ROOM, call.text("roomIdentifier"));
    Instant now = call.now();
    Duration session =
        Duration.ofMinutes(call.number("sessionDurationInMinutes", DEFAULT_SESSION_MINUTES));
    return Map.of(
        "token", account.ids().alphanumeric(TOKEN_LENGTH),
        "tokenExpirationTime", Account.timestamp(now.plus(TIME_TO_CONNECT)),
        "sessionExpirationTime", Account.timestamp(now.plus(session)));
  }
}
