package io.streamcat.provisioning;

import io.streamcat.user.User;

/**
 * An action before the record of a removed user is deleted: an application deletes its own rows
 * that refer to the user.
 *
 * <p>It is called when all resources are gone from AWS, on the thread that removes the user,
 * outside a transaction, and again if it or the deletion failed, so it must be repeatable.
 */
@FunctionalInterface
public interface RemovalHook {

  /**
   * Deletes what refers to a user.
   *
   * @param user the user, in state {@code DEPROVISIONING}
   * @throws RuntimeException if the user must not be deleted yet; recovery tries again later
   */
  void beforeRemoval(User user);
}
