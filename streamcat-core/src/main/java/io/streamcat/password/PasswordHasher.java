package io.streamcat.password;

import io.streamcat.user.PasswordHash;

/**
 * Hashes and verifies passwords; implementations are thread safe.
 *
 * <p>Passwords reach it as they were typed; the hasher normalises them.
 */
public interface PasswordHasher {

  /**
   * Returns the default: Argon2id with 19 MiB of memory, two passes and one lane, OWASP's
   * recommendation. A hash holds 20 MB of heap while it is made or verified.
   *
   * <p>A hasher makes and verifies as many hashes at the same time as there are processors, and as
   * fit into a quarter of the greatest heap, but always one; an application therefore needs one
   * hasher. Callers wait in turn, until the deadline of {@link io.streamcat.aws.CallScope} and at
   * least a second, or 10 seconds if there is no deadline, and then get a {@link
   * io.streamcat.exception.PasswordHashingBusyException}. An interrupt ends the wait in the same
   * way.
   *
   * @return a hasher
   */
  static PasswordHasher argon2id() {
    return argon2id(19_456, 2);
  }

  /**
   * Returns an Argon2id hasher of another cost.
   *
   * <p>Stored hashes of other costs are verified, too, unless they need more memory than a quarter
   * of the greatest heap, or fill more than 4 GiB; those count as wrong, and a warning says so.
   *
   * @param memoryKib the memory of a hash in KiB, at least 8; it holds about 1,044 bytes of heap
   *     for each of them
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
   * Verifies a password in a time that does not tell how much of it is right.
   *
   * @param password the password to try
   * @param hash the hash of the right one
   * @return true if it is the right one; false also if the form of the hash is unknown, or if its
   *     parameters are illegal or cost more than this machine affords
   * @throws io.streamcat.exception.PasswordHashingBusyException if too many passwords are hashed or
   *     verified at the same time
   */
  boolean verify(String password, PasswordHash hash);

  /**
   * Returns whether a hash was made with another algorithm or cost than this hasher would use now.
   *
   * @param hash a hash
   * @return true if the password should be hashed again when it is next known
   */
  boolean needsRehash(PasswordHash hash);
}
