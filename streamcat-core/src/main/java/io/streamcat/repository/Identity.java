package io.streamcat.repository;

import io.streamcat.user.PasswordHash;
import io.streamcat.user.UserId;
import org.jspecify.annotations.Nullable;

/**
 * The identity of the user to whom a record belongs.
 *
 * @param id the user's id
 * @param username the username as it was typed, or null if the application knows the user by id
 * @param passwordHash the hashed password, or null if there is none
 * @param idempotencyKey the key of the registration, or null; a secret of the caller
 * @param sessionVersion the number of changes of password and username since the registration
 */
public record Identity(
    UserId id,
    @Nullable String username,
    @Nullable PasswordHash passwordHash,
    @Nullable String idempotencyKey,
    long sessionVersion) {

  /**
   * Creates an identity whose password and username never changed.
   *
   * @param id the user's id
   * @param username the username, or null
   * @param passwordHash the hashed password, or null
   * @param idempotencyKey the key of the registration, or null
   */
  public Identity(
      UserId id,
      @Nullable String username,
      @Nullable PasswordHash passwordHash,
      @Nullable String idempotencyKey) {
    this(id, username, passwordHash, idempotencyKey, 0);
  }

  /**
   * Returns this identity with another hash of the same password.
   *
   * @param hash the hash
   * @return a changed copy of the same session version
   */
  public Identity rehashed(PasswordHash hash) {
    return new Identity(id, username, hash, idempotencyKey, sessionVersion);
  }

  /**
   * Returns this identity with another password.
   *
   * @param hash the hash of the password
   * @return a changed copy of the next session version
   */
  public Identity withPassword(PasswordHash hash) {
    return new Identity(id, username, hash, idempotencyKey, sessionVersion + 1);
  }

  /**
   * Returns this identity with another username.
   *
   * @param name the username
   * @return a changed copy of the next session version
   */
  public Identity renamed(String name) {
    return new Identity(id, name, passwordHash, idempotencyKey, sessionVersion + 1);
  }

  /**
   * Describes the identity without the idempotency key and the hash.
   *
   * @return id and username
   */
  @Override
  public String toString() {
    return "Identity[id=" + id + ", username=" + username + "]";
  }
}
