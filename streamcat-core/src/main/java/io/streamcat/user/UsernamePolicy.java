package io.streamcat.user;

/** Which usernames are accepted; implementations are thread safe. */
@FunctionalInterface
public interface UsernamePolicy {

  /**
   * Returns the default: 3 to 30 characters of a to z, digits, {@code -}, {@code _} and {@code .},
   * beginning and ending with a letter or digit, and no name that a site needs for itself, such as
   * {@code admin}.
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
   * @throws io.streamcat.exception.InvalidInputException naming the field {@code username} if it is
   *     not accepted
   */
  void check(String username);
}
