package io.streamcat.examples.support;

import java.security.SecureRandom;
import java.util.Base64;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** An entry to register: a sign-up, an adoption, or a malformed line of a file. */
public sealed interface Entry {

  /** Returns the place of the entry, for messages. */
  String origin();

  /**
   * A sign-up.
   *
   * @param origin the place of the entry
   * @param username the username as given
   * @param password the password
   * @param generated whether the password was generated and must be shown
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
   * A user with existing resources.
   *
   * @param origin the place of the entry
   * @param id the user's id, or null to have one generated
   * @param username the username, or null
   * @param passwordHash a hash of the password, or null
   * @param arns the ARNs of the resources
   */
  record Adoption(
      String origin,
      @Nullable String id,
      @Nullable String username,
      @Nullable String passwordHash,
      List<String> arns)
      implements Entry {

    @Override
    public String toString() {
      return "Adoption[origin=" + origin + ", id=" + id + ", username=" + username + "]";
    }
  }

  /**
   * A line that cannot be split into its columns.
   *
   * @param origin the place of the entry
   * @param problem the problem, without quoting the line: any part of it may be a password
   */
  record Malformed(String origin, String problem) implements Entry {}
}
