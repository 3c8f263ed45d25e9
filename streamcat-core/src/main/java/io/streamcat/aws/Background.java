package io.streamcat.aws;

import java.util.function.Supplier;

/**
 * Work whose calls give way to all others while they wait for their turn; a property of the thread
 * that does it.
 */
public final class Background {

  private static final ThreadLocal<Boolean> HERE = ThreadLocal.withInitial(() -> false);

  private Background() {}

  /**
   * Does work in the background, on this thread.
   *
   * @param work what to do
   * @param <T> what it returns
   * @return what the work returns
   */
  public static <T> T call(Supplier<T> work) {
    return call(true, work);
  }

  /**
   * Makes work that another thread is to do give way if this thread's work does.
   *
   * @param work what to do
   * @param <T> what it returns
   * @return the same work
   */
  public static <T> Supplier<T> carried(Supplier<T> work) {
    boolean background = isHere();
    return () -> call(background, work);
  }

  static boolean isHere() {
    return HERE.get();
  }

  private static <T> T call(boolean background, Supplier<T> work) {
    boolean before = isHere();
    HERE.set(background);
    try {
      return work.get();
    } finally {
      if (before) {
        HERE.set(true);
      } else {
        HERE.remove();
      }
    }
  }
}
