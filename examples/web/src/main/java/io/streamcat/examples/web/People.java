package io.streamcat.examples.web;

import io.streamcat.provisioning.UserProvisioner;
import io.streamcat.user.User;
import io.streamcat.user.UserId;
import io.streamcat.user.UserState;
import java.util.Optional;
import org.springframework.http.HttpStatus;
import org.springframework.stereotype.Component;
import org.springframework.web.server.ResponseStatusException;
import org.springframework.web.servlet.mvc.support.RedirectAttributes;

/** The lookup of users by username. */
@Component
public class People {

  private final UserProvisioner users;

  People(UserProvisioner users) {
    this.users = users;
  }

  /**
   * Returns the owner of a page.
   *
   * @param username the name in the address
   * @return a user whose account is not being deleted
   * @throws ResponseStatusException with status 404 if there is no such user
   */
  public User owner(String username) {
    return users
        .findByUsername(username)
        .filter(People::isPresent)
        .orElseThrow(() -> new ResponseStatusException(HttpStatus.NOT_FOUND));
  }

  /**
   * Finds a user.
   *
   * @param id the user's id
   * @return a user whose account is not being deleted, or empty
   */
  public Optional<User> find(UserId id) {
    return users.find(id).filter(People::isPresent);
  }

  private static boolean isPresent(User user) {
    return user.state() == UserState.ACTIVE || user.state() == UserState.PROVISIONING;
  }

  /**
   * Finds another user, or adds a message for the field on the next page.
   *
   * @param user the user who searches
   * @param username the name as typed
   * @param field the field with the name
   * @param attributes receives the message for the next page
   * @return a completely registered user, or empty
   */
  public Optional<User> other(
      User user, String username, String field, RedirectAttributes attributes) {
    Optional<User> found =
        users
            .findByUsername(username.strip())
            .filter(other -> other.state() == UserState.ACTIVE)
            .filter(other -> !other.id().equals(user.id()));
    if (found.isEmpty()) {
      FieldProblem.at(field, username, "No other user has this name.").announce(attributes);
    }
    return found;
  }
}
