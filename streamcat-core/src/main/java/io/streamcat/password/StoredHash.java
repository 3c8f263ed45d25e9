package io.streamcat.password;

import io.streamcat.user.PasswordHash;
import java.util.Optional;

/** A stored hash whose form and parameters are understood, of this hasher or another system. */
sealed interface StoredHash permits Argon2Hash, BcryptHash, Pbkdf2Hash, ScryptHash {

  /** Returns the hash of a text, or empty if its form is unknown or its parameters are illegal. */
  static Optional<StoredHash> of(PasswordHash hash) {
    String text = hash.encoded();
    try {
      if (text.startsWith("$argon2")) {
        return Optional.of(Argon2Hash.parse(text));
      }
      if (text.startsWith("$2")) {
        return Optional.of(BcryptHash.parse(text));
      }
      if (text.startsWith("$scrypt$")) {
        return Optional.of(ScryptHash.parse(text));
      }
      return text.startsWith("$pbkdf2") ? Optional.of(Pbkdf2Hash.parse(text)) : Optional.empty();
    } catch (IllegalArgumentException e) {
      return Optional.empty();
    }
  }

  /** Returns the memory that a verification needs, in KiB. */
  long memoryKib();

  /**
   * Returns the time that a verification takes, as the KiB that Argon2 fills in about the same
   * time.
   */
  long work();

  /** Returns whether a password has this hash. */
  boolean matches(String password);
}
