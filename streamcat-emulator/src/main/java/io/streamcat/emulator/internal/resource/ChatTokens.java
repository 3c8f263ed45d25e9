package io.streamcat.emulator.internal.resource;

import java.time.Duration;
import java.time.Instant;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/** Chat tokens, opaque as the real ones are. */
final class ChatTokens {
  private static final Duration TIME_TO_CONNECT = Duration.ofMinutes(1);
  private static final int DEFAULT_SESSION_MINUTES = 60;
  private static final int TOKEN_LENGTH = 256;

  private final Account account;
  private final Map<String, ChatGrant> unused = new LinkedHashMap<>();

  ChatTokens(Account account) {
    this.account = account;
  }

  void register(Handler.Registry registry) {
    registry.add("CreateChatToken", this::create);
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
            Map.copyOf(call.map("attributes")),
            call.list("capabilities").stream()
                .map(String.class::cast)
                .collect(Collectors.toUnmodifiableSet()),
            now.plus(TIME_TO_CONNECT),
            now.plus(session));
    forgetExpired(now);
    unused.put(token, grant);
    return Map.of(
        "token", token,
        "tokenExpirationTime", Account.timestamp(grant.connectUntil()),
        "sessionExpirationTime", Account.timestamp(grant.until()));
  }

  /** Takes a token, which works once and for a minute. */
  Optional<ChatGrant> redeem(String token, Instant now) {
    return Optional.ofNullable(unused.remove(token))
        .filter(grant -> now.isBefore(grant.connectUntil()));
  }

  /** The oldest come first, so that a busy emulator does not keep what nobody has used. */
  private void forgetExpired(Instant now) {
    Iterator<ChatGrant> oldest = unused.values().iterator();
    while (oldest.hasNext() && !now.isBefore(oldest.next().connectUntil())) {
      oldest.remove();
    }
  }

  /** Forgets the tokens, when everything is forgotten. */
  void clear() {
    unused.clear();
  }
}
