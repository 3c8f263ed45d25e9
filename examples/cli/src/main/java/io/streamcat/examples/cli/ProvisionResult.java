package io.streamcat.examples.cli;

import io.streamcat.examples.cli.Output.Colour;
import io.streamcat.examples.support.UserFields;
import io.streamcat.user.User;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The result of the work on one user.
 *
 * @param result the kind of result
 * @param user the user as it is now, or null if there is none
 * @param failure the reason for a failure, or null
 */
record ProvisionResult(Result result, @Nullable User user, @Nullable RuntimeException failure) {

  /** The kind of result. */
  enum Result {
    PROVISIONED(Colour.GREEN),
    ADOPTED(Colour.GREEN),
    ADOPTABLE(Colour.GREEN),
    RESUMED(Colour.GREEN),
    COMPLETE(Colour.YELLOW),
    REMOVED(Colour.GREEN),
    FAILED(Colour.RED);

    private final Colour colour;

    Result(Colour colour) {
      this.colour = colour;
    }

    String word() {
      return name().toLowerCase(Locale.ROOT);
    }
  }

  static ProvisionResult of(Result result, @Nullable User user) {
    return new ProvisionResult(result, user, null);
  }

  static ProvisionResult failed(RuntimeException failure) {
    return new ProvisionResult(Result.FAILED, null, failure);
  }

  void print(Task task, Output output) {
    if (failure != null) {
      output.problem(task.origin() + ": " + failure.getMessage(), failure);
    }
    String state = user == null ? result.name() : user.state().name();
    Map<String, @Nullable Object> fields = UserFields.of(task.username(), state, user);
    fields.put("outcome", result.name());
    String word = String.format("%-11s", result.word());
    String name = task.username() == null ? task.origin() : task.username();
    output.result(output.coloured(result.colour, word) + "  " + name, fields);
  }
}
