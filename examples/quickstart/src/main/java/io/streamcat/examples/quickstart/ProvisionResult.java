package io.streamcat.examples.quickstart;

import io.streamcat.examples.support.Entry;
import io.streamcat.user.User;
import org.jspecify.annotations.Nullable;

/** What came of an {@link Entry}. */
sealed interface ProvisionResult {

  /**
   * A user with a channel, a chat room and a stage.
   *
   * @param user the user
   * @param generatedPassword the password if nobody knows it yet, or null
   */
  record Registered(User user, @Nullable String generatedPassword) implements ProvisionResult {}

  /**
   * Nobody.
   *
   * @param origin where the entry stands
   * @param username the username as given, or null if it cannot be told
   * @param reason why, without a password
   */
  record Failed(String origin, @Nullable String username, String reason)
      implements ProvisionResult {}
}
