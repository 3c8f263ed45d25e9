package io.streamcat.provisioning;

import io.streamcat.provisioning.internal.resource.StandardResourceNaming;
import io.streamcat.user.UserId;
import org.jspecify.annotations.Nullable;

/**
 * The names of users' resources in AWS; implementations are thread safe.
 *
 * <p>The name is stored in the user's record, so a change of the naming affects new users only.
 */
@FunctionalInterface
public interface ResourceNaming {

  /**
   * Returns the default naming: namespace, username (or id) and ten digits of the id's hash, joined
   * by {@code -}; characters that AWS does not allow in a name become {@code -}.
   *
   * @return a naming
   */
  static ResourceNaming standard() {
    return StandardResourceNaming::nameFor;
  }

  /**
   * Returns the name of a user's resources. Names should differ between users, so that resources
   * are found quickly.
   *
   * @param namespace the namespace
   * @param id the user's id
   * @param username the username, or null
   * @return up to 128 characters of {@code [a-zA-Z0-9-_]}
   */
  String nameFor(String namespace, UserId id, @Nullable String username);
}
