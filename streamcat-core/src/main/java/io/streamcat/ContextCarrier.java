package io.streamcat;

import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.slf4j.MDC;

/**
 * Takes the context of a calling thread along to the threads that work for it, such as the logging
 * context or the current trace.
 *
 * <p>Called for every task on the thread that submits it. Thread safe.
 */
@FunctionalInterface
public interface ContextCarrier {

  /**
   * Returns a task that runs in the context of the calling thread, and leaves the context of the
   * thread that runs it as it was.
   *
   * @param task the task
   * @return the same task, in this context
   */
  Runnable carry(Runnable task);

  /**
   * Creates a carrier of the logging context, the MDC of SLF4J.
   *
   * @return a new carrier
   */
  static ContextCarrier mdc() {
    return task -> {
      @Nullable Map<String, String> context = MDC.getCopyOfContextMap();
      return () -> {
        @Nullable Map<String, String> before = MDC.getCopyOfContextMap();
        set(context);
        try {
          task.run();
        } finally {
          set(before);
        }
      };
    };
  }

  private static void set(@Nullable Map<String, String> context) {
    if (context == null) {
      MDC.clear();
    } else {
      MDC.setContextMap(context);
    }
  }
}
