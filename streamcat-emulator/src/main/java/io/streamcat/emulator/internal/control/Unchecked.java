package io.streamcat.emulator.internal.control;

import io.streamcat.emulator.internal.model.ApiException;
import java.util.Set;
import java.util.function.Supplier;

/** A translation of API errors to Java's standard exceptions. */
public final class Unchecked {
  private static final Set<String> STATE_ERRORS =
      Set.of("ConflictException", "ChannelNotBroadcasting");

  private Unchecked() {}

  /**
   * Runs an action and returns its result.
   *
   * @throws IllegalStateException if the current state does not allow the action
   * @throws IllegalArgumentException if the action is not valid
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

  /** Runs an action without a result, with the exceptions of {@link #call}. */
  public static void run(Runnable action) {
    call(
        () -> {
          action.run();
          return "";
        });
  }
}
