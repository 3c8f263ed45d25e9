package io.streamcat.password;

import org.jspecify.annotations.Nullable;

/** Which passwords are accepted; implementations are thread safe. */
@FunctionalInterface
public interface PasswordPolicy {

  /**
   * Returns the default, in the sense of NIST SP 800-63B: 8 to 128 characters of any kind, not the
   * username, not among the commonly used.
   *
   * @return a policy
   */
  static PasswordPolicy standard() {
    return StandardPasswordPolicy::check;
  }

  /**
   * Checks a password.
   *
   * @param password the password
   * @param username the username it is for, or null
   * @throws io.streamcat.error.InvalidInputException naming the field {@code password} if it is not
   *     accepted; the exception must not contain the password
   */
  void check(String password, @Nullable String username);
}
