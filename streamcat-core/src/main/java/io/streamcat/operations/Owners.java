package io.streamcat.operations;

import io.streamcat.aws.AwsResource;
import io.streamcat.exception.InvalidInputException;
import io.streamcat.exception.ResourceNotProvisionedException;
import io.streamcat.exception.UserNotFoundException;
import io.streamcat.exception.UserSuspendedException;
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

  /** Returns a user who is not being removed. */
  User require(UserId id) {
    return users
        .find(id)
        .filter(user -> !isLeaving(user))
        .orElseThrow(() -> new UserNotFoundException(id.value()));
  }

  /**
   * Returns the recorded resource of a user.
   *
   * @throws UserNotFoundException if the user does not exist, or no longer
   * @throws ResourceNotProvisionedException if the user has no such resource yet
   */
  <R extends AwsResource> R require(
      UserId owner, ResourceKind kind, Function<User, @Nullable R> resource) {
    User user = require(owner);
    R found = resource.apply(user);
    if (found == null) {
      throw new ResourceNotProvisionedException(
          owner.value(), kind.words(), user.state().isRegistering());
    }
    return found;
  }

  /**
   * Returns the recorded resource of a user who is not suspended.
   *
   * @throws UserSuspendedException if the user is suspended
   */
  <R extends AwsResource> R requireNotSuspended(
      UserId owner, ResourceKind kind, Function<User, @Nullable R> resource) {
    return require(owner, kind, user -> resource.apply(user.requireNotSuspended()));
  }

  /**
   * Refuses a viewer who is a suspended user.
   *
   * @param viewerId the id of a user or of another viewer, or null for an anonymous viewer
   * @param owner the owner of the resource, who has been checked
   * @throws UserSuspendedException if the viewer is suspended
   */
  void refuseSuspended(@Nullable String viewerId, UserId owner) {
    if (viewerId == null || viewerId.isEmpty() || viewerId.equals(owner.value())) {
      return;
    }
    UserId id;
    try {
      id = UserId.of(viewerId);
    } catch (InvalidInputException e) {
      // The application has its own ids for viewers.
      return;
    }
    users.find(id).ifPresent(User::requireNotSuspended);
  }

  /** Returns whether a user's resources are being deleted or have been deleted. */
  static boolean isLeaving(User user) {
    return user.state().isEnding();
  }
}
