package io.streamcat.spring;

import io.streamcat.broadcast.Broadcast;
import io.streamcat.broadcast.BroadcastListener;
import org.springframework.beans.factory.ObjectProvider;

/**
 * Tells the application's listeners, in their order. They are looked for when there is something to
 * tell: they may themselves need StreamCat.
 *
 * @param listeners the listeners, none or several
 */
record BroadcastListeners(ObjectProvider<BroadcastListener> listeners)
    implements BroadcastListener {

  @Override
  public void wentLive(Broadcast broadcast) {
    listeners.orderedStream().forEach(listener -> listener.wentLive(broadcast));
  }

  @Override
  public void recordingReady(Broadcast broadcast) {
    listeners.orderedStream().forEach(listener -> listener.recordingReady(broadcast));
  }
}
