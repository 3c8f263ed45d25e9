package io.streamcat.provisioning;

import io.streamcat.user.User;

/**
 * An action before the record of a removed user is deleted, in which an application deletes its own
 * rows that refer to the user.
 *
 * <p>The hook is called when all resources are gone from AWS, on the thread that removes the user,
 * outside a transaction. It is called again if the hook or the deletion failed, so it must be
 * repeatable.
 */
@FunctionalInterface
public interface RemovalHook {

  /**
   * Deletes the application's data that refers to a user.
   *
   * @param user the user, in state {@code DEPROVISIONING}
   * @throws RuntimeException if the user must not be deleted yet; recovery retries later
   */
  void beforeRemoval(User user);
}
