package io.streamcat.testing;

import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.util.function.UnaryOperator;

/** An implementation in some of whose methods something happens before or after the work. */
public final class InterceptingProxy {

  private InterceptingProxy() {}

  /** Runs the action, which may throw, before every method whose name matches the pattern. */
  public static <T> T before(Class<T> type, T target, String methods, Runnable action) {
    return type.cast(
        Proxy.newProxyInstance(
            type.getClassLoader(),
            new Class<?>[] {type},
            (proxy, method, arguments) -> {
              if (method.getName().matches(methods)) {
                action.run();
              }
              try {
                return method.invoke(target, arguments);
              } catch (InvocationTargetException e) {
                throw e.getCause();
              }
            }));
  }

  /** Something that happens before a call, and may throw. */
  @FunctionalInterface
  public interface Call {

    /** Sees the name of the method and the arguments. */
    void begins(String method, Object[] arguments);
  }

  /** Runs the action, which may throw, before every method. */
  public static <T> T calls(Class<T> type, T target, Call action) {
    return type.cast(
        Proxy.newProxyInstance(
            type.getClassLoader(),
            new Class<?>[] {type},
            (proxy, method, arguments) -> {
              action.begins(method.getName(), arguments);
              try {
                return method.invoke(target, arguments);
              } catch (InvocationTargetException e) {
                throw e.getCause();
              }
            }));
  }

  /** Changes what every method whose name matches the pattern returns. */
  public static <T> T after(Class<T> type, T target, String methods, UnaryOperator<Object> change) {
    return type.cast(
        Proxy.newProxyInstance(
            type.getClassLoader(),
            new Class<?>[] {type},
            (proxy, method, arguments) -> {
              try {
                Object result = method.invoke(target, arguments);
                return method.getName().matches(methods) ? change.apply(result) : result;
              } catch (InvocationTargetException e) {
                throw e.getCause();
              }
            }));
  }

  /** Runs the action, which may throw, after every method whose name matches the pattern. */
  public static <T> T after(Class<T> type, T target, String methods, Runnable action) {
    return type.cast(
        Proxy.newProxyInstance(
            type.getClassLoader(),
            new Class<?>[] {type},
            (proxy, method, arguments) -> {
              Object result;
              try {
                result = method.invoke(target, arguments);
              } catch (InvocationTargetException e) {
                throw e.getCause();
              }
              if (method.getName().matches(methods)) {
                action.run();
              }
              return result;
            }));
  }
}
