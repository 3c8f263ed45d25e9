package io.streamcat.examples.support;

import java.io.Console;
import org.jspecify.annotations.Nullable;

/** Tells whether a person is watching. */
public final class Terminal {

  private Terminal() {}

  public static boolean isPresent() {
    return isTerminal(System.console());
  }

  /** Since JDK 22 there can be a console without a terminal, and a method that tells. */
  private static boolean isTerminal(@Nullable Console console) {
    if (console == null) {
      return false;
    }
    try {
      return (boolean) Console.class.getMethod("isTerminal").invoke(console);
    } catch (NoSuchMethodException e) {
      return true;
    } catch (ReflectiveOperationException e) {
      return false;
    }
  }
}
