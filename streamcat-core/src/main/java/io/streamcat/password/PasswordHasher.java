package io.streamcat.password;

import io.streamcat.user.PasswordHash;

/**
 * A hasher and verifier of passwords; implementations are thread safe.
 *
 * <p>Passwords are passed as typed; the hasher normalises them.
 */
public interface PasswordHasher {

  /**
   * Returns the default hasher: Argon2id with 19 MiB of memory, two passes and one lane, OWASP's
   * recommendation. A hash holds 20 MB of heap while it is made or verified.
   *
   * <p>Concurrent hashes are limited to the number of processors and to a quarter of the greatest
   * heap, but at least one is allowed. So an application needs only one hasher. Callers wait in the
   * order of arrival until the deadline of their registration, at least one second, or 10 seconds
   * without a deadline. Then they get a {@link
   * io.streamcat.exception.PasswordHashingBusyException}. An interrupt ends the wait in the same
   * way.
   *
   * @return a hasher
   */
  static PasswordHasher argon2id() {
    return argon2id(19_456, 2);
  }

  /**
   * Returns an Argon2id hasher with another cost.
   *
   * <p>Stored hashes of other costs and of other systems are verified, too: Argon2id, Argon2i and
   * Argon2d, scrypt and PBKDF2 in PHC string format, with parameters in any order, PBKDF2 in the
   * form of passlib, and bcrypt. Hashes that need more memory than a quarter of the greatest heap,
   * or about as much time as Argon2 takes to fill 4 GiB, are rejected with a warning.
   *
   * @param memoryKib the memory of a hash in KiB, at least 8; a hash uses about 1,044 bytes of heap
   *     for each KiB
   * @param iterations the passes over it, at least 1
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
   * @throws io.streamcat.exception.PasswordHashingBusyException if too many passwords are hashed or
   *     verified at the same time
   */
  PasswordHash hash(String password);

  /**
   * Verifies a password in a time that does not depend on the correct part of the password.
   *
   * @param password the password to try
   * @param hash the hash of the correct password
   * @return true if the password is correct; false also if {@link #canVerify} is false, which the
   *     hasher logs
   * @throws io.streamcat.exception.PasswordHashingBusyException if too many passwords are hashed or
   *     verified at the same time
   */
  boolean verify(String password, PasswordHash hash);

  /**
   * Returns whether this hasher can verify a hash, for example of another system.
   *
   * @param hash a hash
   * @return false if the form of the hash is unknown, or if its parameters are illegal or too
   *     costly for this machine
   */
  boolean canVerify(PasswordHash hash);

  /**
   * Returns whether a hash has another algorithm or cost than this hasher uses.
   *
   * @param hash a hash
   * @return true if the password should be hashed again at the next login
   */
  boolean needsRehash(PasswordHash hash);
}
