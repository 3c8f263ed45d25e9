package io.streamcat.spring.events;

import io.streamcat.event.IvsEvent;
import io.streamcat.event.ingest.EventIngesterListener;
import io.streamcat.exception.InvalidInputException;
import io.streamcat.spring.internal.Listeners;
import java.time.Duration;
import java.util.List;

/**
 * A listener that calls all listeners of the application.
 *
 * @param listeners the listeners, in order
 */
record EventIngesterListeners(List<EventIngesterListener> listeners)
    implements EventIngesterListener {

  @Override
  public void onStored(IvsEvent event, Duration lag) {
    Listeners.call(listeners, listener -> listener.onStored(event, lag));
  }

  @Override
  public void onUnchanged(int events) {
    Listeners.call(listeners, listener -> listener.onUnchanged(events));
  }

  @Override
  public void onRejected(InvalidInputException cause) {
    Listeners.call(listeners, listener -> listener.onRejected(cause));
  }

  @Override
  public void onFailed(int events, RuntimeException cause) {
    Listeners.call(listeners, listener -> listener.onFailed(events, cause));
  }
}
