package io.streamcat.testing;

import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * A simulated process that crashes at a chosen moment. It reaches the outside world only through
 * watched interfaces, and no call passes after the crash.
 */
public final class CrashSimulator {

  /** Thrown in the crashed process; no code of the process may handle it. */
  public static final class Died extends Error {
    private static final long serialVersionUID = 1L;
  }

  private final AtomicInteger momentsLeft;

  /**
   * Creates a process that crashes at the given moment. Each call counts as two moments: before and
   * after it.
   */
  public CrashSimulator(int moments) {
    this.momentsLeft = new AtomicInteger(moments);
  }

  /** Returns whether the process has crashed. */
  public boolean isDead() {
    return momentsLeft.get() <= 0;
  }

  /** Returns a proxy through which the process uses the target. */
  public <T> T watch(Class<T> type, T target) {
    return type.cast(
        Proxy.newProxyInstance(
            type.getClassLoader(),
            new Class<?>[] {type},
            (proxy, method, arguments) -> {
              live();
              try {
                return method.invoke(target, arguments);
              } catch (InvocationTargetException e) {
                throw e.getCause();
              } finally {
                live();
              }
            }));
  }

  private void live() {
    if (momentsLeft.decrementAndGet() <= 0) {
      throw new Died();
    }
  }
}
