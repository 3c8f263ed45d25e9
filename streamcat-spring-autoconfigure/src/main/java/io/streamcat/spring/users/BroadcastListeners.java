package io.streamcat.spring.users;

import io.streamcat.broadcast.Broadcast;
import io.streamcat.broadcast.BroadcastListener;
import io.streamcat.spring.internal.Listeners;
import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.BeanFactoryUtils;
import org.springframework.beans.factory.ListableBeanFactory;
import org.springframework.beans.factory.ObjectProvider;

/**
 * A listener that calls all listeners of the application in their order. It looks them up at each
 * notification, because they may themselves depend on StreamCat. If one throws, the others are
 * still called, and the notification is delivered again to all.
 *
 * @param listeners the listeners of the application
 */
record BroadcastListeners(ObjectProvider<BroadcastListener> listeners)
    implements BroadcastListener {

  /**
   * Returns the listener, or null if the application has none. Without a listener, no notifications
   * are recorded.
   */
  static @Nullable BroadcastListener of(ListableBeanFactory beans) {
    String[] names =
        BeanFactoryUtils.beanNamesForTypeIncludingAncestors(
            beans, BroadcastListener.class, true, false);
    return names.length == 0
        ? null
        : new BroadcastListeners(beans.getBeanProvider(BroadcastListener.class));
  }

  @Override
  public void wentLive(Broadcast broadcast) {
    Listeners.callOrFail(
        listeners.orderedStream().toList(), listener -> listener.wentLive(broadcast));
  }

  @Override
  public void recordingReady(Broadcast broadcast) {
    Listeners.callOrFail(
        listeners.orderedStream().toList(), listener -> listener.recordingReady(broadcast));
  }
}
