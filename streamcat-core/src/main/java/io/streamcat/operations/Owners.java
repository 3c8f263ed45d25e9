package io.streamcat.operations;

import io.streamcat.aws.AwsResource;
import io.streamcat.exception.ResourceNotProvisionedException;
import io.streamcat.exception.UserNotFoundException;
import io.streamcat.provisioning.UserProvisioner;
import io.streamcat.user.ResourceKind;
import io.streamcat.user.User;
import io.streamcat.user.UserId;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** A finder of the resources of users, so that no caller passes the ARN of another user. */
final class Owners {

  private final UserProvisioner users;

  Owners(UserProvisioner users) {
    this.users = users;
  }

  /**
   * Returns the recorded resource of a user.
   *
   * @throws UserNotFoundException if the user does not exist, or no longer
   * @throws ResourceNotProvisionedException if the user has no such resource yet
   */
  <R extends AwsResource> R require(
      UserId owner, ResourceKind kind, Function<User, @Nullable R> resource) {
    User user = users.find(owner).orElseThrow(() -> new UserNotFoundException(owner.value()));
    if (isLeaving(user)) {
      throw new UserNotFoundException(owner.value());
    }
    R found = resource.apply(user);
    if (found == null) {
      throw new ResourceNotProvisionedException(
          owner.value(), kind.words(), user.state().isRegistering());
    }
    return found;
  }

  /** Returns whether a user's resources are being deleted or have been deleted. */
  static boolean isLeaving(User user) {
    return user.state().isEnding();
  }
}
