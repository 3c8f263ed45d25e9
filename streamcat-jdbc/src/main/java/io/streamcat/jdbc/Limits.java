package io.streamcat.jdbc;

import io.streamcat.error.Check;
import io.streamcat.user.PasswordHash;
import io.streamcat.repository.UserRecord;
import io.streamcat.user.User;
import org.jspecify.annotations.Nullable;

/** What the columns hold; the schema's lengths, checked before the database has to refuse. */
final class Limits {

  private static final int NAME = 255;
  private static final int HASH = 512;
  private static final int PROBLEM = 2000;

  private Limits() {}

  static void check(StoredUser user) {
    String username = user.user().username();
    if (username != null) {
      Check.length("username", username, 1, NAME);
      Check.length("username in lower case", User.usernameKey(username), 1, NAME);
    }
    PasswordHash hash = user.passwordHash();
    if (hash != null) {
      check(hash);
    }
  }

  static void check(PasswordHash hash) {
    Check.length("passwordHash", hash.encoded(), 1, HASH);
  }

  /** A problem is for people to read, so it may be cut; no database takes a NUL in a text. */
  static @Nullable String problem(@Nullable String text) {
    if (text == null) {
      return null;
    }
    String legal = text.replace('\0', '?');
    return legal.codePointCount(0, legal.length()) <= PROBLEM
        ? legal
        : legal.substring(0, legal.offsetByCodePoints(0, PROBLEM - 1)) + "…";
  }
}
