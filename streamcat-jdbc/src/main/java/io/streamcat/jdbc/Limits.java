package io.streamcat.jdbc;

import io.streamcat.exception.Check;
import io.streamcat.repository.Identity;
import io.streamcat.repository.UserRecord;
import io.streamcat.user.PasswordHash;
import io.streamcat.user.User;
import java.time.Duration;

/** The limits of the schema, which are checked before the database would reject a value. */
final class Limits {

  private static final int NAME = 255;
  private static final int HASH = 512;

  /** The longest time limit: a statement must end well before a lease of about two minutes. */
  private static final int LONGEST_STATEMENT_SECONDS = 60;

  private Limits() {}

  static void check(UserRecord record) {
    Identity person = record.identity();
    if (person == null) {
      return;
    }
    String username = person.username();
    if (username != null) {
      Check.storable("username", Check.length("username", username, 1, NAME));
      Check.length("username in lower case", User.usernameKey(username), 1, NAME);
    }
    PasswordHash hash = person.passwordHash();
    if (hash != null) {
      Check.storable("passwordHash", Check.length("passwordHash", hash.encoded(), 1, HASH));
    }
  }

  static Duration statementTimeout(Duration value) {
    Check.range("statementTimeout in seconds", value.toSeconds(), 1, LONGEST_STATEMENT_SECONDS);
    return value;
  }
}
