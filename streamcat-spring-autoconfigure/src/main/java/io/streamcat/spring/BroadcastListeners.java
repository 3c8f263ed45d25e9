package io.streamcat.spring;

import io.streamcat.broadcast.Broadcast;
import io.streamcat.broadcast.BroadcastListener;
import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.BeanFactoryUtils;
import org.springframework.beans.factory.ListableBeanFactory;
import org.springframework.beans.factory.ObjectProvider;

/**
 * Tells the application's listeners, in their order. They are looked for when there is something to
 * tell: they may themselves need StreamCat.
 *
 * @param listeners the listeners, one or several
 */
record BroadcastListeners(ObjectProvider<BroadcastListener> listeners)
    implements BroadcastListener {

  /** Returns null if the application has none: then nothing to tell is recorded either. */
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
    listeners.orderedStream().forEach(listener -> listener.wentLive(broadcast));
  }

  @Override
  public void recordingReady(Broadcast broadcast) {
    listeners.orderedStream().forEach(listener -> listener.recordingReady(broadcast));
  }
}
