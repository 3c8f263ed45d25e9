package io.streamcat.examples.web.registration;

import io.streamcat.user.UserId;
import jakarta.servlet.http.HttpSession;
import java.io.Serializable;
import java.time.Instant;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * A registration form that was handed out to one session, whether it was sent or not.
 *
 * <p>The id of the user it will become is chosen beforehand and stays in the session. StreamCat
 * takes a registration with the same id for a repetition, so a form that is sent twice makes one
 * user. The key stands for it in the form: it is worth nothing in any other session, and so nobody
 * becomes someone else by presenting it.
 *
 * @param key what the form carries
 * @param userId the id of the user it becomes
 * @param username the name it was sent with, or null if it was not sent yet
 */
record Draft(String key, String userId, @Nullable String username) implements Serializable {

  private static final long serialVersionUID = 1L;
  private static final String ATTRIBUTE = Draft.class.getName();

  /** Finds the session's draft, or hands out a new one. */
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
