package io.streamcat.aws.internal;

import io.streamcat.aws.CallListener;
import io.streamcat.aws.CallOutcome;
import io.streamcat.aws.Operation;
import java.time.Duration;
import java.util.List;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Several listeners. An exception of one listener affects neither the call nor another listener.
 *
 * @param listeners the listeners, in order
 */
public record CallListeners(List<CallListener> listeners) implements CallListener {

  private static final Logger log = LoggerFactory.getLogger(CallListener.class);

  @Override
  public void onCall(Operation operation, CallOutcome outcome, Duration duration) {
    each(listener -> listener.onCall(operation, outcome, duration));
  }

  @Override
  public void onRepeat(Operation operation) {
    each(listener -> listener.onRepeat(operation));
  }

  @Override
  public void onWait(Operation operation, Duration duration) {
    each(listener -> listener.onWait(operation, duration));
  }

  private void each(Consumer<CallListener> notification) {
    for (CallListener listener : listeners) {
      try {
        notification.accept(listener);
      } catch (Throwable e) {
        // Includes Errors, and checked exceptions of listeners that are not written in Java.
        log.warn("The call listener {} failed; calls continue", listener.getClass().getName(), e);
      }
    }
  }
}
