package io.streamcat.spring;

import io.streamcat.aws.CallListener;
import io.streamcat.aws.Operation;
import io.streamcat.aws.CallOutcome;
import java.time.Duration;
import java.util.List;

/**
 * Tells several listeners.
 *
 * @param listeners the listeners, in order
 */
record CallListeners(List<CallListener> listeners) implements CallListener {

  @Override
  public void onFailure(Operation operation, CallOutcome outcome) {
    listeners.forEach(listener -> listener.onFailure(operation, outcome));
  }

  @Override
  public void onRepeat(Operation operation) {
    listeners.forEach(listener -> listener.onRepeat(operation));
  }

  @Override
  public void onWait(Operation operation, Duration duration) {
    listeners.forEach(listener -> listener.onWait(operation, duration));
  }
}
