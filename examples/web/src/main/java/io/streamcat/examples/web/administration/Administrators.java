package io.streamcat.examples.web.administration;

import io.streamcat.user.User;
import java.util.Collection;
import java.util.Set;
import java.util.stream.Collectors;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.stereotype.Component;

/**
 * The administrators of the site, by username.
 *
 * <p>A name cannot be registered while it is in the list, so that no stranger becomes an
 * administrator. The operator registers it first. Only a demonstration, which forgets its users,
 * accepts the registration.
 */
@Component("administrators")
public class Administrators {

  private final Set<String> names;
  private final boolean demonstration;

  @Autowired
  Administrators(
      @Value("${site.administrators}") Collection<String> usernames,
      @Value("${streamcat.emulator.enabled}") boolean demonstration) {
    this.names =
        usernames.stream()
            .filter(name -> !name.isBlank())
            .map(name -> User.usernameKey(name.strip()))
            .collect(Collectors.toUnmodifiableSet());
    this.demonstration = demonstration;
  }

  /**
   * Returns whether a user is an administrator.
   *
   * @param username the user's name
   * @return true if the name is in the list
   */
  public boolean contains(String username) {
    return names.contains(User.usernameKey(username));
  }

  /**
   * Returns whether a name must not be registered.
   *
   * @param username the name as typed
   * @return true if the name is in the list of a real site
   */
  public boolean isReserved(String username) {
    return !demonstration && contains(username);
  }
}
