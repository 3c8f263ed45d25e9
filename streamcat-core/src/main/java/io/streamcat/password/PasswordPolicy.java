package io.streamcat.password;

import java.util.List;
import org.jspecify.annotations.Nullable;

/** The rules for new passwords; implementations are thread safe. */
@FunctionalInterface
public interface PasswordPolicy {

  /**
   * Returns the standard policy, in the sense of NIST SP 800-63B: 8 to 128 characters of any kind,
   * not among the commonly used passwords, not made of three or fewer different characters, not
   * fewer than eight characters over and over again, not a sequence such as {@code abcdefgh} or
   * {@code qwertyui}, and neither the username nor the name of the service, also repeated or with
   * up to four characters more. It judges the form that {@link PasswordHasher#argon2id()} hashes:
   * NFKC, and without regard to case.
   *
   * @param services the names of the service, for example of the site; StreamCat's default is the
   *     namespace
   * @return a policy
   */
  static PasswordPolicy standard(String... services) {
    return new StandardPasswordPolicy(List.of(services));
  }

  /**
   * Checks a password.
   *
   * @param password the password
   * @param username the username it is for, or null
   * @throws io.streamcat.exception.InvalidInputException naming the field {@code password} if it is
   *     rejected; the exception must not contain the password
   */
  void check(String password, @Nullable String username);
}
