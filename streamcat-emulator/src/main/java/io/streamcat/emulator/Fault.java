package io.streamcat.emulator;

/**
 * The faults that a request can meet.
 *
 * <p>A fault is either an incident or a condition. An incident decides the answer to a request: one
 * request meets at most one, and its rule is used up after one request by default. Conditions add
 * to each other and to an incident, and their rules last until they are removed by default. {@link
 * #LATENCY}, {@link #STALE_LIST}, {@link #SHIFTING_LIST}, {@link #NEW_NOT_FOUND} and {@link
 * #LATE_TAGS} are conditions.
 */
public enum Fault {
  /** The request waits, in real time, before anything else happens to it. */
  LATENCY,

  /** The request is rejected with an error and has no effect. */
  ERROR,

  /**
   * The request has its effect, but the answer is an error. The error is answered even when the
   * operation itself is rejected with another error and has no effect.
   */
  ERROR_AFTER,

  /** The connection is closed without a response, and the request has no effect. */
  DROP_BEFORE,

  /** The request has its effect, but the connection is closed without a byte of the response. */
  RESPONSE_LOST,

  /**
   * The request has its effect, but the connection is closed after the first half of the body. The
   * status and the headers are sent, with the length of the whole body. The body of an error that
   * the operation answers is cut off as well. Only operations whose success has a body meet this
   * fault.
   */
  BODY_CUT_OFF,

  /**
   * The request has no effect yet, and the connection is closed without a response, or the answer
   * is an error. When the delay has passed on the emulator's clock, the request takes effect as if
   * it had arrived at that moment: before the next call is answered, and within a second of real
   * time if there is no call. If the request is rejected at that moment, nothing happens. Rate
   * limits do not apply to it. Only operations that can change something meet this fault.
   *
   * <p>Removing the rule does not stop effects that are under way; {@link IvsEmulator#reset()} and
   * {@link IvsEmulator#close()} do.
   */
  LATE_EFFECT,

  /** A list shows an earlier state: without new resources, with resources just deleted. */
  STALE_LIST,

  /**
   * An item of a list moves across the border between two pages, so that one item is missed or
   * repeated. Only a request for a following page, one with a {@code nextToken}, meets this fault.
   * The seed decides with equal chances between two moves:
   *
   * <ul>
   *   <li>The item that comes next moves to the pages already sent: the page begins with the item
   *       after it, and no later page shows the moved one.
   *   <li>The item that was sent last moves to this page: the page begins with it once more.
   * </ul>
   *
   * <p>The pages after that follow the page that was sent. With pages of one item, a repetition is
   * a whole page, with the same token as before.
   */
  SHIFTING_LIST,

  /**
   * A Get does not find a resource that is younger than the delay on the emulator's clock. {@code
   * Get*} operations answer ResourceNotFoundException when they name such a resource, and {@code
   * BatchGet*} operations list it among their {@code errors}. Lists and all other operations find
   * it. Age counts from the creation; a change does not make a resource new again.
   */
  NEW_NOT_FOUND,

  /**
   * A resource that is younger than the delay on the emulator's clock is shown without its tags.
   * The fault applies to {@code Get*}, {@code BatchGet*} and {@code List*} operations, including
   * {@code ListTagsForResource}. Age counts from the creation, whenever the tags were set.
   */
  LATE_TAGS
}
