package io.streamcat.password;

import java.util.List;
import org.jspecify.annotations.Nullable;

/** The rules for new passwords; implementations are thread safe. */
@FunctionalInterface
public interface PasswordPolicy {

  /**
   * Returns the standard policy, in the sense of NIST SP 800-63B: 8 to 128 characters of any kind,
   * not commonly used, with more than three different characters, not a repetition of fewer than
   * eight characters, not a sequence such as {@code abcdefgh} or {@code qwertyui}, and neither the
   * username nor the name of the service, including repetitions and up to four additional
   * characters. The policy checks the normal form that {@link PasswordHasher#argon2id()} hashes,
   * NFKC, and ignores case.
   *
   * @param services the names of the service, for example of the website; StreamCat's default is
   *     the namespace
   * @return a policy
   */
  static PasswordPolicy standard(String... services) {
    return new StandardPasswordPolicy(List.of(services));
  }

  /**
   * Checks a password.
   *
   * @param password the password
   * @param username the user's username, or null
   * @throws io.streamcat.exception.InvalidInputException with the field {@code password} if the
   *     password is rejected; the exception must not contain the password
   */
  void check(String password, @Nullable String username);
}
