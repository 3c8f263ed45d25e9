package io.streamcat.password;

import io.streamcat.user.PasswordHash;

/**
 * Hashes and verifies passwords; implementations are thread safe.
 *
 * <p>Passwords reach it as they were typed; normalising them is its business.
 */
public interface PasswordHasher {

  /**
   * Returns the default: Argon2id with 19 MiB of memory, two passes and one lane, OWASP's
   * recommendation.
   *
   * @return a hasher
   */
  static PasswordHasher argon2id() {
    return argon2id(19_456, 2);
  }

  /**
   * Returns an Argon2id hasher of another cost.
   *
   * @param memoryKib memory for one hash in KiB, at least 8
   * @param iterations passes over it, at least 1
   * @return a hasher
   */
  static PasswordHasher argon2id(int memoryKib, int iterations) {
    return new Argon2PasswordHasher(memoryKib, iterations);
  }

  /**
   * Hashes a password with a fresh salt.
   *
   * @param password the password
   * @return the hash, with algorithm, parameters and salt
   */
  PasswordHash hash(String password);

  /**
   * Verifies a password in a time that does not tell how much of it is right.
   *
   * @param password the password to try
   * @param hash the hash of the right one
   * @return true if it is the right one; false too if the hash is of an unknown form
   */
  boolean verify(String password, PasswordHash hash);

  /**
   * Tells whether a hash was made with another algorithm or cost than this hasher would use now.
   *
   * @param hash a hash
   * @return true if the password should be hashed again when it is next known
   */
  boolean needsRehash(PasswordHash hash);
}
