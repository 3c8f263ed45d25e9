package io.streamcat.examples.web.registration;

import io.streamcat.user.UserId;
import java.time.Instant;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * A registration form of one browser, before and after it is sent.
 *
 * <p>The future user's id is generated with the form and stays in a cookie of the browser.
 * StreamCat treats a second registration with the same id as a repetition, so a form that is sent
 * twice creates one user. The form contains a key instead of the id; the key is useless in other
 * browsers, so it cannot be used to take over an account.
 *
 * @param key the key in the form
 * @param userId the id of the future user
 * @param username the name that was sent, or null if the form was not sent yet
 */
record Draft(String key, String userId, @Nullable String username) {

  private static final String SEPARATOR = " ";
  private static final int PARTS = 3;

  /** Creates a draft that was not sent yet. */
  static Draft create(Instant now) {
    return new Draft(UUID.randomUUID().toString(), UserId.generate(now).value(), null);
  }

  /** Parses the text of a cookie. */
  static Optional<Draft> parse(String text) {
    String[] parts = text.split(SEPARATOR, -1);
    return parts.length == PARTS
        ? Optional.of(new Draft(parts[0], parts[1], parts[2].isEmpty() ? null : parts[2]))
        : Optional.empty();
  }

  /** Returns the text of the cookie; valid names have no spaces. */
  String text() {
    return String.join(SEPARATOR, key, userId, username == null ? "" : username);
  }

  Draft sentAs(String name) {
    return new Draft(key, userId, name);
  }

  UserId id() {
    return UserId.of(userId);
  }
}
