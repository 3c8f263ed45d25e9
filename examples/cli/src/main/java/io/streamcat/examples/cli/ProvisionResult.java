package io.streamcat.examples.cli;

import io.streamcat.examples.cli.Output.Colour;
import io.streamcat.repository.UserRecord;
import io.streamcat.user.User;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * The result of the work on one user.
 *
 * @param result the kind of result
 * @param user the user as it is now, or null if there is none
 * @param record the record as it is now, or null if there is none
 * @param failure the reason for a failure, or null
 */
record ProvisionResult(
    Result result,
    @Nullable User user,
    @Nullable UserRecord record,
    @Nullable RuntimeException failure) {

  /** The kind of result. */
  enum Result {
    PROVISIONED(Colour.GREEN),
    ADOPTED(Colour.GREEN),
    ADOPTABLE(Colour.GREEN),
    RESUMED(Colour.GREEN),
    COMPLETE(Colour.YELLOW),
    REMOVED(Colour.GREEN),
    ABSENT(Colour.YELLOW),
    QUEUED(Colour.YELLOW),
    LEFT(Colour.YELLOW),
    FAILED(Colour.RED);

    private final Colour colour;

    Result(Colour colour) {
      this.colour = colour;
    }

    /** Returns the result of work on a user who existed before, by the record at its beginning. */
    static Result ofEarlier(UserRecord before) {
      return before.isSettled() ? COMPLETE : RESUMED;
    }

    String word() {
      return name().toLowerCase(Locale.ROOT);
    }
  }

  static ProvisionResult of(Result result, @Nullable User user) {
    return new ProvisionResult(result, user, null, null);
  }

  static ProvisionResult failed(RuntimeException failure) {
    return new ProvisionResult(Result.FAILED, null, null, failure);
  }

  /** Returns the result with what is recorded about the user. */
  ProvisionResult with(@Nullable UserRecord current) {
    return new ProvisionResult(result, user, current, failure);
  }

  /**
   * Prints the result.
   *
   * @param origin the place where the user was named
   * @param username the username, or null if unknown
   * @param output the output
   */
  void print(String origin, @Nullable String username, Output output) {
    String reason = failure == null ? null : Messages.of(failure);
    if (failure != null) {
      output.problem(origin + ": " + reason, failure);
    }
    String word = String.format("%-11s", result.word());
    output.result(
        output.coloured(result.colour, word) + "  " + (username == null ? origin : username),
        UserLine.of(username, user, record).outcome(result.word()).reason(reason).fields());
  }
}
