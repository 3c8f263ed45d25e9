package io.streamcat.spring;

import io.streamcat.error.InvalidInputException;
import io.streamcat.event.IvsEvent;
import io.streamcat.intake.EventIntakeListener;
import java.time.Duration;
import java.util.List;

/**
 * Tells several listeners.
 *
 * @param listeners the listeners, in order
 */
record EventIntakeListeners(List<EventIntakeListener> listeners) implements EventIntakeListener {

  @Override
  public void onStored(IvsEvent event, Duration lag) {
    listeners.forEach(listener -> listener.onStored(event, lag));
  }

  @Override
  public void onUnchanged(int events) {
    listeners.forEach(listener -> listener.onUnchanged(events));
  }

  @Override
  public void onRefused(InvalidInputException cause) {
    listeners.forEach(listener -> listener.onRefused(cause));
  }

  @Override
  public void onFailed(int events, RuntimeException cause) {
    listeners.forEach(listener -> listener.onFailed(events, cause));
  }
}
