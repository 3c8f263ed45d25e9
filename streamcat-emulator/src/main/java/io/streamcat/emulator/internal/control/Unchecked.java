package io.streamcat.emulator.internal.control;

import io.streamcat.emulator.internal.model.ApiException;
import java.util.Set;
import java.util.function.Supplier;

/** Does what a test asks for in Java, and refuses it as Java does. */
public final class Unchecked {
  private static final Set<String> STATE_ERRORS =
      Set.of("ConflictException", "ChannelNotBroadcasting");

  private Unchecked() {}

  /**
   * Does something.
   *
   * @throws IllegalStateException if it cannot be done now
   * @throws IllegalArgumentException if it can never be done
   */
  static <T> T call(Supplier<T> action) {
    try {
      return action.get();
    } catch (ApiException e) {
      String message = String.valueOf(e.getMessage());
      throw STATE_ERRORS.contains(e.code())
          ? new IllegalStateException(message, e)
          : new IllegalArgumentException(message, e);
    }
  }

  /** Does something that returns nothing, as {@link #call} does. */
  public static void run(Runnable action) {
    call(
        () -> {
          action.run();
          return "";
        });
  }
}
