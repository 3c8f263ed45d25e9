package io.streamcat.testing;

import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.util.function.UnaryOperator;

/** Proxies that run an action before or after selected methods of a target. */
public final class InterceptingProxy {

  private InterceptingProxy() {}

  /** Runs the action before every method whose name matches the pattern. The action may throw. */
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

  /** An action before a call. It may throw. */
  @FunctionalInterface
  public interface Call {

    /** Receives the name of the method and the arguments. */
    void begins(String method, Object[] arguments);
  }

  /** Runs the action before every method. The action may throw. */
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

  /** Changes the result of every method whose name matches the pattern. */
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

  /** Runs the action after every method whose name matches the pattern. The action may throw. */
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
