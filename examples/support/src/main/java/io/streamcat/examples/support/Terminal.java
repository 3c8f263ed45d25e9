package io.streamcat.examples.support;

import java.io.Console;
import org.jspecify.annotations.Nullable;

/** A check for an interactive terminal. */
public final class Terminal {

  private Terminal() {}

  public static boolean isPresent() {
    return isTerminal(System.console());
  }

  /** Returns whether a console is a terminal; since JDK 22 a console can exist without one. */
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
