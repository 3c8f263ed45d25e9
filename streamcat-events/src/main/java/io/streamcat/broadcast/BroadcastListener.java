package io.streamcat.broadcast;

/**
 * Is told what becomes of broadcasts.
 *
 * <p>Each notification is given at least once: again if the listener throws, if the server stops
 * before it has noted what it told, or if that takes longer than {@link
 * Broadcasts#NOTIFICATION_LEASE}. It comes when the event does, which may be hours late: the
 * broadcast tells the times, and may have ended by then. Implementations are thread safe.
 */
public interface BroadcastListener {

  /**
   * Is told that a channel went live.
   *
   * @param broadcast what is known of the broadcast now
   */
  default void wentLive(Broadcast broadcast) {}

  /**
   * Is told that the recording of a broadcast is complete.
   *
   * @param broadcast what is known of the broadcast now, with a recording whose path is known
   */
  default void recordingReady(Broadcast broadcast) {}
}
