package io.streamcat.examples.support;

import java.security.SecureRandom;
import java.util.Base64;

/** What was given to be registered: someone, or a line of a file that says no one. */
public sealed interface Entry {

  /** Where it stands, for messages. */
  String origin();

  /**
   * Someone who wants to register.
   *
   * @param origin where it stands
   * @param username the username as given
   * @param password the password
   * @param generated whether nobody knows the password yet
   */
  record SignUp(String origin, String username, String password, boolean generated)
      implements Entry {

    private static final SecureRandom RANDOM = new SecureRandom();
    private static final int PASSWORD_BYTES = 15;

    public static SignUp withGeneratedPassword(String username) {
      byte[] password = new byte[PASSWORD_BYTES];
      RANDOM.nextBytes(password);
      return new SignUp(
          username,
          username,
          Base64.getUrlEncoder().withoutPadding().encodeToString(password),
          true);
    }

    @Override
    public String toString() {
      return "SignUp[origin=" + origin + ", username=" + username + ", password=***]";
    }
  }

  /**
   * A line that cannot be told apart into username and password.
   *
   * @param origin where it stands
   * @param problem what is wrong, without words of the line: any of them may be a password
   */
  record Malformed(String origin, String problem) implements Entry {}
}
