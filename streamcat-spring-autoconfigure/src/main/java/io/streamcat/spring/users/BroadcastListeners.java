package io.streamcat.spring.users;

import io.streamcat.broadcast.Broadcast;
import io.streamcat.broadcast.BroadcastListener;
import io.streamcat.spring.internal.Listeners;
import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.BeanFactoryUtils;
import org.springframework.beans.factory.ListableBeanFactory;
import org.springframework.beans.factory.ObjectProvider;

/**
 * The application's listeners in one, in their order. They are looked up when there is something to
 * report, because they may themselves need StreamCat. If one throws, the others are called all the
 * same, and the notice is delivered again to all.
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
    Listeners.callOrFail(
        listeners.orderedStream().toList(), listener -> listener.wentLive(broadcast));
  }

  @Override
  public void recordingReady(Broadcast broadcast) {
    Listeners.callOrFail(
        listeners.orderedStream().toList(), listener -> listener.recordingReady(broadcast));
  }
}
