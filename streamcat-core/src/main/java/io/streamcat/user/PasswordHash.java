package io.streamcat.user;

import io.streamcat.exception.Check;

/**
 * A hashed password with its algorithm and parameters.
 *
 * <p>{@link #toString()} hides the hash, because it allows offline guessing of the password.
 *
 * @param encoded for example a PHC string, {@code $argon2id$v=19$m=19456,t=2,p=1$salt$hash}
 */
public record PasswordHash(String encoded) {

  /** Checks that the hash is given. */
  public PasswordHash {
    Check.given("passwordHash", encoded);
  }

  @Override
  public String toString() {
    return "PasswordHash[***]";
  }
}
