package io.streamcat.event.ingest;

import io.streamcat.exception.Check;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

final class DefaultEventEndpoint implements EventEndpoint {

  private static final Logger log = LoggerFactory.getLogger(EventEndpoint.class);
  private static final int SHORTEST_SECRET = 16;
  private static final int LONGEST_SECRET = 512;

  private final EventIngester ingester;
  private final List<byte[]> secrets;

  /**
   * The known unavailability of the store. An outage is logged once, regardless of EventBridge's
   * retries.
   */
  private final AtomicBoolean unavailable = new AtomicBoolean();

  DefaultEventEndpoint(EventIngester ingester, List<String> secrets) {
    Check.that(
        secrets.size() == 1 || secrets.size() == 2,
        "secrets",
        "one, or two during a replacement",
        "are " + secrets.size());
    this.ingester = ingester;
    this.secrets = secrets.stream().map(DefaultEventEndpoint::checked).toList();
  }

  private static byte[] checked(String secret) {
    Check.length("secret", secret, SHORTEST_SECRET, LONGEST_SECRET);
    Check.that(
        secret.chars().allMatch(c -> c > ' ' && c < 127),
        "secret",
        "visible ASCII",
        "contains another character");
    return secret.getBytes(StandardCharsets.US_ASCII);
  }

  @Override
  public boolean accepts(@Nullable String secret) {
    byte[] presented = (secret == null ? "" : secret).getBytes(StandardCharsets.UTF_8);
    boolean accepted = false;
    for (byte[] expected : secrets) {
      // The duration depends on the first argument only.
      accepted |= MessageDigest.isEqual(presented, expected);
    }
    return accepted;
  }

  @Override
  public Answer handle(@Nullable String secret, byte[] body) {
    if (!accepts(secret)) {
      return Answer.UNAUTHORIZED;
    }
    if (body.length > MAX_LENGTH) {
      return Answer.TOO_LARGE;
    }
    try {
      String event = StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(body)).toString();
      return answer(ingester.ingest(List.of(event)).get(0));
    } catch (CharacterCodingException e) {
      log.warn("An event was rejected and will not be redelivered: it is not UTF-8");
      return Answer.REFUSED;
    }
  }

  private Answer answer(EventOutcome outcome) {
    switch (outcome.status()) {
      case REFUSED -> {
        log.warn(
            "An event was rejected and will not be redelivered: {}",
            String.valueOf(outcome.cause()));
        return Answer.REFUSED;
      }
      case FAILED -> {
        if (!unavailable.getAndSet(true)) {
          log.warn("Events cannot be stored; EventBridge redelivers them", outcome.cause());
        }
        return Answer.UNAVAILABLE;
      }
      case STORED -> {
        if (unavailable.getAndSet(false)) {
          log.info("Events can be stored again");
        }
      }
    }
    return Answer.STORED;
  }
}
