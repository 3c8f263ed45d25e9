package io.streamcat.event.ingest;

import io.streamcat.event.IvsEvent;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Answers what an EventBridge API destination posts, whatever server takes the request.
 *
 * <p>EventBridge repeats what is answered with 401, 407, 409, 429 or 5xx, or not within five
 * seconds, for up to 24 hours. What is answered with another 4xx it drops, or moves to the rule's
 * dead-letter queue. Source: Amazon EventBridge User Guide, "API destinations as targets".
 *
 * <p>Thread safe.
 */
public interface EventEndpoint {

  /**
   * The longest body that is taken, in bytes. A server should read one more at most, and hand over
   * what it has read.
   */
  int MAX_LENGTH = IvsEvent.MAX_LENGTH;

  /** What to answer. */
  enum Answer {
    /** The event is stored. */
    STORED(204),
    /** The event will never be stored, and EventBridge does not repeat it. */
    REFUSED(400),
    /** The secret is another one; EventBridge repeats the event, in case it is being replaced. */
    UNAUTHORIZED(401),
    /** The body is too long, and EventBridge does not repeat it. */
    TOO_LARGE(413),
    /** The event could not be stored now; EventBridge repeats it. */
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
   * @param ingester stores the events
   * @param secrets the secrets that are accepted, 16 to 512 visible characters of ASCII each: one,
   *     or two while one is being replaced
   * @return a new instance
   * @throws io.streamcat.exception.InvalidInputException if there are none or more than two, or one
   *     is too short, too long, or cannot be sent; does not contain it
   */
  static EventEndpoint create(EventIngester ingester, List<String> secrets) {
    return new DefaultEventEndpoint(ingester, secrets);
  }

  /**
   * Tells whether a secret is accepted, which takes the same time for every secret of its length. A
   * server asks before it reads the body of a stranger.
   *
   * @param secret what was presented, or null if nothing was
   * @return whether it is one of the secrets
   */
  boolean accepts(@Nullable String secret);

  /**
   * Stores an event.
   *
   * @param secret what was presented, or null if nothing was
   * @param body the event as EventBridge posts it
   * @return what to answer
   */
  Answer handle(@Nullable String secret, byte[] body);
}
