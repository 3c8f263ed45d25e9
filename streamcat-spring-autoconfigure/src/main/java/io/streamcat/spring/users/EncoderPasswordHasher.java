package io.streamcat.spring.users;

import io.streamcat.exception.InvalidInputException;
import io.streamcat.password.PasswordHasher;
import io.streamcat.user.PasswordHash;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.security.crypto.password.PasswordEncoder;

/**
 * A password hasher that uses Spring Security's encoder, so that the application's own
 * authentication can verify the hashes. It still verifies hashes that StreamCat or another system
 * has made; those are replaced at the next login.
 */
final class EncoderPasswordHasher implements PasswordHasher {

  private static final Logger log = LoggerFactory.getLogger(EncoderPasswordHasher.class);

  /** The identifier of a hash, which is the same for all versions of bcrypt and of Argon2. */
  private static final Pattern FORM =
      Pattern.compile("(\\{[^}]*}|\\$2|\\$argon2|\\$[a-z0-9-]+\\$).*", Pattern.DOTALL);

  private final PasswordEncoder encoder;
  private final PasswordHasher others = PasswordHasher.argon2id();
  private volatile @Nullable String encoderForm;

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
    boolean isOfEncoder = isOfEncoder(hash);
    // The encoder does not convert passwords to a normal form, as StreamCat's own hasher does.
    if ((!isOfEncoder || form(hash.encoded()).equals("$argon2")) && others.canVerify(hash)) {
      if (others.verify(password, hash)) {
        return true;
      }
      if (!isOfEncoder) {
        return false;
      }
    }
    try {
      return encoder.matches(password, hash.encoded());
    } catch (IllegalArgumentException e) {
      log.warn(
          "A stored password hash is rejected, because {} does not know its form; reset the user's"
              + " password",
          encoder.getClass().getSimpleName());
      return false;
    }
  }

  @Override
  public boolean canVerify(PasswordHash hash) {
    if (isOfEncoder(hash) || others.canVerify(hash)) {
      return true;
    }
    try {
      // An encoder that delegates rejects only identifiers that it does not know. Some encoders
      // compare no empty password.
      encoder.matches("any password", hash.encoded());
      return hash.encoded().startsWith("{");
    } catch (IllegalArgumentException e) {
      return false;
    }
  }

  @Override
  public boolean needsRehash(PasswordHash hash) {
    try {
      return !isOfEncoder(hash) || encoder.upgradeEncoding(hash.encoded());
    } catch (IllegalArgumentException e) {
      return true;
    }
  }

  /** Returns whether a hash has the form of the hashes that the encoder makes. */
  private boolean isOfEncoder(PasswordHash hash) {
    String known = encoderForm;
    if (known == null) {
      try {
        known = form(encoder.encode("the form of a hash"));
      } catch (IllegalArgumentException e) {
        known = "";
      }
      encoderForm = known;
    }
    return form(hash.encoded()).equals(known);
  }

  private static String form(String encoded) {
    Matcher matcher = FORM.matcher(encoded);
    return matcher.matches() ? matcher.group(1) : "";
  }
}
