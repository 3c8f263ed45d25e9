package io.streamcat.emulator.internal.chatroom;

import io.streamcat.emulator.internal.operation.Handler;
import io.streamcat.emulator.internal.resource.Account;
import io.streamcat.emulator.internal.resource.Call;
import io.streamcat.emulator.internal.resource.Resource;
import io.streamcat.emulator.internal.resource.ResourceType;
import io.streamcat.emulator.internal.token.TokenAttributes;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** The operations of chat tokens, which are opaque like those of AWS. */
public final class ChatTokens implements Handler.Group {
  private static final Duration TIME_TO_CONNECT = Duration.ofMinutes(1);
  private static final int DEFAULT_SESSION_MINUTES = 60;
  private static final int TOKEN_LENGTH = 256;

  private final Account account;

  public ChatTokens(Account account) {
    this.account = account;
  }

  @Override
  public @Nullable Handler handler(String operation) {
    return switch (operation) {
      case "CreateChatToken" -> this::create;
      default -> null;
    };
  }

  private Map<String, Object> create(Call call) {
    TokenAttributes.check(call.input());
    Resource room = account.require(ResourceType.ROOM, call.text("roomIdentifier"));
    Instant now = call.now();
    Duration session =
        Duration.ofMinutes(call.number("sessionDurationInMinutes", DEFAULT_SESSION_MINUTES));
    String token = account.ids().alphanumeric(TOKEN_LENGTH);
    ChatGrant grant =
        new ChatGrant(
            room.key(),
            call.text("userId"),
            call.map("attributes"),
            call.list("capabilities").stream().map(String.class::cast).toList(),
            now.plus(TIME_TO_CONNECT),
            now.plus(session));
    forgetExpired(now);
    account.keep(ResourceType.CHAT_TOKEN, token, room.key(), grant.toAttributes(), now);
    return Map.of(
        "token", token,
        "tokenExpirationTime", Account.timestamp(grant.connectUntil()),
        "sessionExpirationTime", Account.timestamp(grant.until()));
  }

  /** Redeems a token, which is valid once and for one minute. */
  Optional<ChatGrant> redeem(String token, Instant now) {
    Optional<Resource> unused = account.store().find(ResourceType.CHAT_TOKEN, token);
    unused.ifPresent(taken -> account.store().remove(taken, now));
    return unused.map(ChatGrant::of).filter(grant -> now.isBefore(grant.connectUntil()));
  }

  /** Removes expired tokens that were not used. The oldest tokens come first. */
  private void forgetExpired(Instant now) {
    account
        .store()
        .all(ResourceType.CHAT_TOKEN)
        .takeWhile(token -> !now.isBefore(ChatGrant.of(token).connectUntil()))
        .toList()
        .forEach(token -> account.store().remove(token, now));
  }
}
