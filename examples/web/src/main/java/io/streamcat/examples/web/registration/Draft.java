package io.streamcat.examples.web.registration;

import io.streamcat.user.UserId;
import jakarta.servlet.http.HttpSession;
import java.io.Serializable;
import java.time.Instant;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * A registration form of one session, before and after it is sent.
 *
 * <p>The future user's id is generated with the form and stays in the session. StreamCat treats a
 * second registration with the same id as a repetition, so a form that is sent twice creates one
 * user. The form contains a key instead of the id; the key is useless in other sessions, so it
 * cannot be used to take over an account.
 *
 * @param key the key in the form
 * @param userId the id of the future user
 * @param username the name that was sent, or null if the form was not sent yet
 */
record Draft(String key, String userId, @Nullable String username) implements Serializable {

  private static final long serialVersionUID = 1L;
  private static final String ATTRIBUTE = Draft.class.getName();

  /** Returns the session's draft, or creates one. */
  static Draft in(HttpSession session) {
    return find(session)
        .orElseGet(
            () ->
                new Draft(
                        UUID.randomUUID().toString(), UserId.generate(Instant.now()).value(), null)
                    .keptIn(session));
  }

  static Optional<Draft> find(HttpSession session) {
    return Optional.ofNullable((Draft) session.getAttribute(ATTRIBUTE));
  }

  static void forget(HttpSession session) {
    session.removeAttribute(ATTRIBUTE);
  }

  Draft sentAs(String name) {
    return new Draft(key, userId, name);
  }

  Draft keptIn(HttpSession session) {
    session.setAttribute(ATTRIBUTE, this);
    return this;
  }

  UserId id() {
    return UserId.of(userId);
  }
}
