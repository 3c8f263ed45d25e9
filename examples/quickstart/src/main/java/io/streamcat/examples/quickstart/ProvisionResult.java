package io.streamcat.examples.quickstart;

import io.streamcat.examples.support.Entry;
import io.streamcat.user.User;
import org.jspecify.annotations.Nullable;

/** The result of registering an {@link Entry}. */
sealed interface ProvisionResult {

  /**
   * A registered user with a channel, a chat room and a stage.
   *
   * @param user the user
   * @param generatedPassword the password if it was generated, or null
   */
  record Registered(User user, @Nullable String generatedPassword) implements ProvisionResult {}

  /**
   * A failed registration.
   *
   * @param origin the place of the entry
   * @param username the username as given, or null if unknown
   * @param reason the reason, without a password
   */
  record Failed(String origin, @Nullable String username, String reason)
      implements ProvisionResult {}
}
