package io.streamcat.spring.users;

import io.streamcat.exception.InvalidInputException;
import io.streamcat.password.PasswordHasher;
import io.streamcat.user.PasswordHash;
import org.springframework.security.crypto.password.PasswordEncoder;

/**
 * A password hasher that uses Spring Security's encoder, so that the application's own
 * authentication can verify the hashes. It still verifies hashes that StreamCat made before the
 * application had an encoder; those are replaced at the next login.
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
      // Without the encoder's message, which may contain the password.
      throw new InvalidInputException(
          "password",
          "one that the application's PasswordEncoder accepts; bcrypt, for example, accepts 72 bytes",
          "is rejected by " + encoder.getClass().getSimpleName());
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
      // The encoder does not know the form of the hash.
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
