package io.streamcat.testing;

import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * A process that dies at a chosen moment: everything it touches the outside world through is
 * watched, and from that moment on nothing gets through any more.
 */
public final class CrashSimulator {

  /** The process is gone; nothing in it runs on to handle this. */
  public static final class Died extends Error {
    private static final long serialVersionUID = 1L;
  }

  private final AtomicInteger momentsLeft;

  /** Dies at the given moment, counting two for each call: before and after it. */
  public CrashSimulator(int moments) {
    this.momentsLeft = new AtomicInteger(moments);
  }

  /** Whether it has died. */
  public boolean isDead() {
    return momentsLeft.get() <= 0;
  }

  /** Watches what the process reaches through an interface. */
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
