package io.streamcat.event.ingest;

import io.streamcat.event.IvsEvent;
import io.streamcat.exception.Check;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The endpoint of an EventBridge API destination, independent of the HTTP server.
 *
 * <p>EventBridge retries a request for up to 24 hours if the response is 401, 407, 409, 429 or 5xx,
 * or takes longer than five seconds. After another 4xx response EventBridge drops the event, or
 * moves it to the rule's dead-letter queue. Source: Amazon EventBridge User Guide, "API
 * destinations as targets".
 *
 * <p>Thread-safe.
 */
public final class EventEndpoint {

  /**
   * The maximum length of a body, in bytes. A server should read at most one byte more, and pass
   * what it has read.
   */
  public static final int MAX_LENGTH = IvsEvent.MAX_LENGTH;

  /** The response to a request. */
  public enum Answer {
    /** The event is stored. */
    STORED(204),
    /** The event was rejected; EventBridge does not retry. */
    REJECTED(400),
    /** The secret is wrong; EventBridge retries, in case the secret is being replaced. */
    UNAUTHORIZED(401),
    /** The body is too long; EventBridge does not retry. */
    TOO_LARGE(413),
    /** The event cannot be stored now; EventBridge retries. */
    UNAVAILABLE(503);

    private final int status;

    Answer(int status) {
      this.status = status;
    }

    /**
     * Returns the HTTP status.
     *
     * @return the status code
     */
    public int status() {
      return status;
    }
  }

  private static final Logger log = LoggerFactory.getLogger(EventEndpoint.class);
  private static final int SHORTEST_SECRET = 16;
  private static final int LONGEST_SECRET = 512;
  private static final Duration QUIET = Duration.ofMinutes(1);

  private final EventIngester ingester;
  private final List<byte[]> secrets;
  private final Clock clock;

  /**
   * The known unavailability of the store. An outage is logged once, regardless of EventBridge's
   * retries.
   */
  private final AtomicBoolean unavailable = new AtomicBoolean();

  /** The end of the time in which further wrong secrets are counted instead of logged. */
  private final AtomicReference<Instant> quietUntil = new AtomicReference<>(Instant.EPOCH);

  private final AtomicLong notLogged = new AtomicLong();

  EventEndpoint(EventIngester ingester, List<String> secrets, Clock clock) {
    Check.that(
        secrets.size() == 1 || secrets.size() == 2,
        "secrets",
        "one, or two during a replacement",
        "are " + secrets.size());
    this.ingester = ingester;
    this.clock = clock;
    this.secrets = secrets.stream().map(EventEndpoint::checked).toList();
  }

  /**
   * Creates an instance.
   *
   * @param ingester the ingester that stores the events
   * @param secrets the accepted secrets, 16 to 512 visible ASCII characters each: one, or two
   *     during a replacement
   * @return a new instance
   * @throws io.streamcat.exception.InvalidInputException if there are none or more than two, or one
   *     is too short, too long or contains other characters; the message does not contain it
   */
  public static EventEndpoint create(EventIngester ingester, List<String> secrets) {
    return new EventEndpoint(ingester, secrets, Clock.systemUTC());
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

  /**
   * Returns whether a secret is accepted. The duration is the same for all secrets of the same
   * length. A server should call this method before it reads the body of an unauthenticated
   * request.
   *
   * @param secret the presented secret, or null if the request has none
   * @return true if it is one of the secrets
   */
  public boolean accepts(@Nullable String secret) {
    byte[] presented = (secret == null ? "" : secret).getBytes(StandardCharsets.UTF_8);
    boolean accepted = false;
    for (byte[] expected : secrets) {
      // The duration depends on the first argument only.
      accepted |= MessageDigest.isEqual(presented, expected);
    }
    return accepted;
  }

  /**
   * Stores an event.
   *
   * @param secret the presented secret, or null if the request has none
   * @param body the event as EventBridge posts it
   * @return the response
   */
  public Answer handle(@Nullable String secret, byte[] body) {
    if (!accepts(secret)) {
      logWrongSecret(secret == null);
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
      return Answer.REJECTED;
    }
  }

  /** Logs at most once in a minute: any client can send wrong secrets. */
  private void logWrongSecret(boolean missing) {
    Instant now = clock.instant();
    Instant until = quietUntil.get();
    if (now.isBefore(until) || !quietUntil.compareAndSet(until, now.plus(QUIET))) {
      notLogged.incrementAndGet();
      return;
    }
    log.warn(
        "A request was refused: its secret is {}; EventBridge redelivers the event. Compare the"
            + " API key of the EventBridge connection with the secret of this endpoint"
            + " refusedSinceLastWarning={}",
        missing ? "missing" : "wrong",
        notLogged.getAndSet(0));
  }

  private Answer answer(EventOutcome outcome) {
    switch (outcome.status()) {
      case REJECTED -> {
        log.warn(
            "An event was rejected and will not be redelivered: {}",
            String.valueOf(outcome.cause()));
        return Answer.REJECTED;
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
