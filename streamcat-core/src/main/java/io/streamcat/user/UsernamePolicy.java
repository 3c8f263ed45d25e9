package io.streamcat.user;

/** The rules for usernames; implementations are thread safe. */
@FunctionalInterface
public interface UsernamePolicy {

  /**
   * Returns the default policy: 3 to 30 characters of a to z, digits, {@code -}, {@code _} and
   * {@code .}, beginning and ending with a letter or digit, and not a reserved word such as {@code
   * admin}.
   *
   * @return a policy
   */
  static UsernamePolicy standard() {
    return StandardUsernamePolicy::check;
  }

  /**
   * Checks a username.
   *
   * @param username the username as typed
   * @throws io.streamcat.exception.InvalidInputException with the field {@code username} if the
   *     username is rejected
   */
  void check(String username);
}
