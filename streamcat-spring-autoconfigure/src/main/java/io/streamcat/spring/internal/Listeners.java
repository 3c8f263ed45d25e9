package io.streamcat.spring.internal;

import java.lang.reflect.UndeclaredThrowableException;
import java.util.List;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Calls of the application's listeners. A failure of one does not affect the others. */
public final class Listeners {

  private static final Logger log = LoggerFactory.getLogger(Listeners.class);

  private Listeners() {}

  /** Calls all listeners. A failure is logged and otherwise ignored. */
  public static <T> void call(List<T> listeners, Consumer<T> call) {
    for (T listener : listeners) {
      try {
        call.accept(listener);
      } catch (Throwable e) {
        log.warn("A listener failed listener={}", listener.getClass().getName(), e);
      }
    }
  }

  /**
   * Calls all listeners, and then fails if one of them failed.
   *
   * @throws RuntimeException the first failure, with the others suppressed; an {@link Error}
   *     likewise
   */
  public static <T> void callOrFail(List<T> listeners, Consumer<T> call) {
    Throwable first = null;
    for (T listener : listeners) {
      try {
        call.accept(listener);
      } catch (Throwable e) {
        if (first == null) {
          first = e;
        } else {
          first.addSuppressed(e);
        }
      }
    }
    if (first instanceof Error e) {
      throw e;
    }
    if (first != null) {
      throw first instanceof RuntimeException e ? e : new UndeclaredThrowableException(first);
    }
  }
}
