package io.streamcat.testing;

import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;

/** An implementation some of whose methods fail. */
public final class Failing {

  private Failing() {}

  /** Fails in every method whose name matches the pattern, and passes all others on. */
  public static <T> T on(Class<T> type, T target, String methods, RuntimeException failure) {
    return type.cast(
        Proxy.newProxyInstance(
            type.getClassLoader(),
            new Class<?>[] {type},
            (proxy, method, arguments) -> {
              if (method.getName().matches(methods)) {
                throw failure;
              }
              try {
                return method.invoke(target, arguments);
              } catch (InvocationTargetException e) {
                throw e.getCause();
              }
            }));
  }
}
