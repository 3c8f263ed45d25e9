package io.streamcat.spring;

import io.streamcat.aws.CallListener;
import io.streamcat.aws.CallOutcome;
import io.streamcat.aws.Operation;
import java.time.Duration;
import java.util.List;

/**
 * Several listeners in one.
 *
 * @param listeners the listeners, in order
 */
record CallListeners(List<CallListener> listeners) implements CallListener {

  @Override
  public void onFailure(Operation operation, CallOutcome outcome) {
    Listeners.call(listeners, listener -> listener.onFailure(operation, outcome));
  }

  @Override
  public void onRepeat(Operation operation) {
    Listeners.call(listeners, listener -> listener.onRepeat(operation));
  }

  @Override
  public void onWait(Operation operation, Duration duration) {
    Listeners.call(listeners, listener -> listener.onWait(operation, duration));
  }
}
