package io.streamcat.examples.cli;

import io.streamcat.exception.StreamCatException;
import io.streamcat.repository.UserRepository;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Work on one user.
 *
 * @param origin the place where the user was named, for messages
 * @param username the username, or null if unknown
 * @param work the work; an exception it throws becomes the result
 */
record Task(String origin, @Nullable String username, Supplier<ProvisionResult> work) {

  /** Returns the work, whose result also has the record of the user, even after a failure. */
  Task recorded(UserRepository users) {
    return username == null
        ? this
        : new Task(origin, username, () -> recorded(result(), username, users));
  }

  /** Runs the task. */
  ProvisionResult result() {
    try {
      return work.get();
    } catch (StreamCatException e) {
      return ProvisionResult.failed(e);
    }
  }

  private static ProvisionResult recorded(
      ProvisionResult result, String username, UserRepository users) {
    try {
      return result.with(Lookup.find(users, username).orElse(null));
    } catch (StreamCatException e) {
      // The result itself is known.
      return result;
    }
  }
}
