package io.streamcat.event.ingest;

import io.streamcat.event.IvsEvent;
import java.util.List;
import org.jspecify.annotations.Nullable;

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
public interface EventEndpoint {

  /**
   * The maximum length of a body, in bytes. A server should read at most one byte more, and pass
   * what it has read.
   */
  int MAX_LENGTH = IvsEvent.MAX_LENGTH;

  /** The response to a request. */
  enum Answer {
    /** The event is stored. */
    STORED(204),
    /** The event was rejected; EventBridge does not retry. */
    REFUSED(400),
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
  static EventEndpoint create(EventIngester ingester, List<String> secrets) {
    return new DefaultEventEndpoint(ingester, secrets);
  }

  /**
   * Returns whether a secret is accepted. The duration is the same for all secrets of the same
   * length. A server should call this method before it reads the body of an unauthenticated
   * request.
   *
   * @param secret the presented secret, or null if the request has none
   * @return true if it is one of the secrets
   */
  boolean accepts(@Nullable String secret);

  /**
   * Stores an event.
   *
   * @param secret the presented secret, or null if the request has none
   * @param body the event as EventBridge posts it
   * @return the response
   */
  Answer handle(@Nullable String secret, byte[] body);
}
