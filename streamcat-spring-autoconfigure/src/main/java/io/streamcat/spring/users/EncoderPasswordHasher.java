package io.streamcat.spring.users;

import io.streamcat.exception.InvalidInputException;
import io.streamcat.password.PasswordHasher;
import io.streamcat.user.PasswordHash;
import org.springframework.security.crypto.password.PasswordEncoder;

/**
 * Hashes with Spring Security's encoder, so that the application's own authentication verifies the
 * same hashes; and still verifies those StreamCat made before the encoder was there, which are
 * replaced when the password is next known.
 */
final class EncoderPasswordHasher implements PasswordHasher {

  private static final String ARGON2ID = "$argon2id$";

  private final PasswordEncoder encoder;
  private final PasswordHasher argon2id = PasswordHasher.argon2id();

  EncoderPasswordHasher(PasswordEncoder encoder) {
    this.encoder = encoder;
  }

  @Override
  public PasswordHash hash(String password) {
    try {
      return new PasswordHash(encoder.encode(password));
    } catch (IllegalArgumentException e) {
      // Not its message, which is the application's and may hold the password.
      throw new InvalidInputException(
          "password",
          "one that the application's PasswordEncoder accepts; bcrypt for example takes 72 bytes",
          "is refused by " + encoder.getClass().getSimpleName());
    }
  }

  @Override
  public boolean verify(String password, PasswordHash hash) {
    if (hash.encoded().startsWith(ARGON2ID) && argon2id.verify(password, hash)) {
      return true;
    }
    try {
      return encoder.matches(password, hash.encoded());
    } catch (IllegalArgumentException e) {
      // A hash of a form it does not know.
      return false;
    }
  }

  @Override
  public boolean needsRehash(PasswordHash hash) {
    try {
      return encoder.upgradeEncoding(hash.encoded());
    } catch (IllegalArgumentException e) {
      return true;
    }
  }
}
