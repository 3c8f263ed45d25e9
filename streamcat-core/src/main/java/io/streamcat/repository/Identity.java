package io.streamcat.repository;

import io.streamcat.user.PasswordHash;
import io.streamcat.user.UserId;
import org.jspecify.annotations.Nullable;

/**
 * The person a record belongs to.
 *
 * @param id the user's id
 * @param username the username as it was typed, or null if the application knows the user by id
 * @param passwordHash the hashed password, or null if there is none
 * @param idempotencyKey the key of the registration, or null; a secret of the caller
 */
public record Identity(
    UserId id,
    @Nullable String username,
    @Nullable PasswordHash passwordHash,
    @Nullable String idempotencyKey) {

  /**
   * Returns the same person with another password.
   *
   * @param hash the hash of the password
   * @return a changed copy
   */
  public Identity with(PasswordHash hash) {
    return new Identity(id, username, hash, idempotencyKey);
  }

  /**
   * Describes the person without the idempotency key and the hash.
   *
   * @return id and username
   */
  @Override
  public String toString() {
    return "Identity[id=" + id + ", username=" + username + "]";
  }
}
