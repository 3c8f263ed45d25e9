package io.streamcat;

import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.slf4j.MDC;

/**
 * A carrier of the calling thread's context, such as the logging context or the current trace, to
 * the threads that work for it.
 *
 * <p>Called for every task on the thread that submits it. Thread safe.
 */
@FunctionalInterface
public interface ContextCarrier {

  /**
   * Returns a task that runs in the context of the calling thread. After the task, the thread that
   * runs it has its own context again.
   *
   * @param task the task
   * @return the task with this context
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
