package io.streamcat.broadcast;

/**
 * A listener for changes of broadcasts.
 *
 * <p>Each notification is delivered at least once. It is delivered again if the listener throws, if
 * the server stops before it has recorded the delivery, or if a single call of the listener takes
 * longer than a minute. After {@link Broadcasts#NOTIFICATION_ATTEMPTS} failures it is dead, and
 * delivered only if {@link Broadcasts#redeliver} is called. The notifications of a broadcast are
 * delivered in order, so {@link #recordingReady} waits until {@link #wentLive} has returned or is
 * dead. A notification is as late as its event, which may be hours: the broadcast contains the
 * times, and may have ended. Implementations must be thread-safe.
 */
public interface BroadcastListener {

  /**
   * Called when a channel went live, unless that becomes known only when the broadcast has ended
   * {@link Broadcasts#MIN_RETENTION} ago.
   *
   * @param broadcast the broadcast as known now
   */
  default void wentLive(Broadcast broadcast) {}

  /**
   * Called when the recording of a broadcast is complete. A late event may announce the recording
   * of a {@linkplain Broadcasts#forget forgotten} broadcast again.
   *
   * @param broadcast the broadcast as known now, with a recording whose path is known
   */
  default void recordingReady(Broadcast broadcast) {}
}
