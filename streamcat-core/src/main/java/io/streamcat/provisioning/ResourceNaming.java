package io.streamcat.provisioning;

import io.streamcat.user.UserId;
import org.jspecify.annotations.Nullable;

/**
 * How the resources of a user are named in AWS; implementations are thread safe.
 *
 * <p>The name is stored with the user when the user is recorded, so changing the naming affects new
 * users only.
 */
@FunctionalInterface
public interface ResourceNaming {

  /**
   * Returns the default: namespace, username (or id) and ten digits of the id's hash, joined by
   * {@code -}; what AWS does not allow in a name becomes {@code -}.
   *
   * @return a naming
   */
  static ResourceNaming standard() {
    return StandardResourceNaming::nameFor;
  }

  /**
   * Names the resources of a user. It should differ from user to user, so that they are found
   * quickly.
   *
   * @param namespace keeps environments sharing an account apart
   * @param id the user's id
   * @param username the username, or null
   * @return up to 128 characters of {@code [a-zA-Z0-9-_]}
   */
  String nameFor(String namespace, UserId id, @Nullable String username);
}
