package io.streamcat.repository;

import io.streamcat.user.PasswordHash;
import io.streamcat.user.User.Suspension;
import io.streamcat.user.UserId;
import java.time.Instant;
import java.util.Comparator;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * The identity of the user to whom a record belongs.
 *
 * @param id the user's id
 * @param username the username as it was typed, or null if the application knows the user by id
 * @param passwordHash the hashed password, or null if there is none
 * @param idempotencyKey the key of the registration, or null; a secret of the caller
 * @param sessionVersion the number of changes of password and username, and of suspensions, since
 *     the registration
 * @param suspension the suspension of the user, or null
 */
public record Identity(
    UserId id,
    @Nullable String username,
    @Nullable PasswordHash passwordHash,
    @Nullable String idempotencyKey,
    long sessionVersion,
    @Nullable Suspension suspension) {

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
    this(id, username, passwordHash, idempotencyKey, 0, null);
  }

  /**
   * Returns this identity with another hash of the same password.
   *
   * @param hash the hash
   * @return a changed copy of the same session version
   */
  public Identity rehashed(PasswordHash hash) {
    return new Identity(id, username, hash, idempotencyKey, sessionVersion, suspension);
  }

  /**
   * Returns this identity with another password.
   *
   * @param hash the hash of the password
   * @return a changed copy of the next session version
   */
  public Identity withPassword(PasswordHash hash) {
    return new Identity(id, username, hash, idempotencyKey, sessionVersion + 1, suspension);
  }

  /**
   * Returns this identity with another username.
   *
   * @param name the username
   * @return a changed copy of the next session version
   */
  public Identity renamed(String name) {
    return new Identity(id, name, passwordHash, idempotencyKey, sessionVersion + 1, suspension);
  }

  /**
   * Returns this identity with a suspension, or without one.
   *
   * @param given the suspension, or null to reinstate the user
   * @return a changed copy; a suspension begins the next session version
   */
  public Identity with(@Nullable Suspension given) {
    long version = given == null ? sessionVersion : sessionVersion + 1;
    return new Identity(id, username, passwordHash, idempotencyKey, version, given);
  }

  /** Returns the earlier one of a time and the end of the suspension; empty without both. */
  Optional<Instant> earlierOfEndAnd(Optional<Instant> time) {
    Instant end = suspension == null ? null : suspension.until();
    return Stream.concat(time.stream(), Stream.ofNullable(end)).min(Comparator.naturalOrder());
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
