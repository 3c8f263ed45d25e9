package io.streamcat.examples.web;

import io.streamcat.provisioning.UserProvisioner;
import io.streamcat.user.User;
import io.streamcat.user.UserState;
import java.util.Optional;
import org.springframework.http.HttpStatus;
import org.springframework.stereotype.Component;
import org.springframework.web.server.ResponseStatusException;
import org.springframework.web.servlet.mvc.support.RedirectAttributes;

/** Finds people by the names that others know them by. */
@Component
public class People {

  private final UserProvisioner users;

  People(UserProvisioner users) {
    this.users = users;
  }

  /**
   * Finds whose page it is.
   *
   * @param username the name in the address
   * @return a user who has not left
   * @throws ResponseStatusException if there is none: not found
   */
  public User owner(String username) {
    return users
        .findByUsername(username)
        .filter(u -> u.state() == UserState.ACTIVE || u.state() == UserState.PROVISIONING)
        .orElseThrow(() -> new ResponseStatusException(HttpStatus.NOT_FOUND));
  }

  /**
   * Finds somebody else, and says so if there is nobody.
   *
   * @param user who looks
   * @param username the name that was typed
   * @param attributes where the page that is shown next finds the problem
   * @return somebody who is registered completely, or empty
   */
  public Optional<User> other(User user, String username, RedirectAttributes attributes) {
    Optional<User> found =
        users
            .findByUsername(username.strip())
            .filter(other -> other.state() == UserState.ACTIVE)
            .filter(other -> !other.id().equals(user.id()));
    if (found.isEmpty()) {
      attributes.addFlashAttribute("problem", "There is nobody else of this name.");
    }
    return found;
  }
}
