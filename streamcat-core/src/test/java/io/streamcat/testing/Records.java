package io.streamcat.testing;

import io.streamcat.aws.AwsResource;
import io.streamcat.repository.Lease;
import io.streamcat.repository.UserRecord;
import io.streamcat.repository.UserRepository;
import io.streamcat.user.ResourceKind;
import io.streamcat.user.User;
import io.streamcat.user.UserId;
import java.time.Instant;
import java.util.UUID;
import java.util.function.UnaryOperator;

/** Writes to a repository as another server, an older backup or a mistake would. */
public final class Records {

  private Records() {}

  /** Replaces a record by what a transition makes of it. */
  public static UserRecord change(
      UserRepository users, UserId id, UnaryOperator<UserRecord> transition) {
    UserRecord before = users.findById(id).orElseThrow();
    UserRecord after = transition.apply(before).written(UUID.randomUUID().toString());
    if (!users.update(before, after)) {
      throw new IllegalStateException("user " + id + " was changed meanwhile");
    }
    return after;
  }

  /** Takes the lease on a user, as another server would. */
  public static UserRecord claim(UserRepository users, UserId id, String owner, Instant until) {
    return change(users, id, record -> record.claimed(new Lease(owner, until)));
  }

  /**
   * Forgets a resource, as a backup would that was made before its creation was recorded: the
   * creation is pending, and a first attempt is not known to have happened.
   */
  public static UserRecord forget(UserRepository users, User user, ResourceKind kind) {
    return change(users, user.id(), record -> forgotten(record, kind));
  }

  /** The record without a resource, whose creation is pending. */
  public static UserRecord forgotten(UserRecord record, ResourceKind kind) {
    return record
        .with(record.resources().without(kind), record.updatedAt())
        .wanting(kind, record.updatedAt());
  }

  /** Forgets a resource, as a backup would that was made before it was asked for. */
  public static UserRecord forgetRequest(UserRepository users, User user, ResourceKind kind) {
    return change(
        users,
        user.id(),
        record -> record.with(record.resources().without(kind), user.updatedAt()));
  }

  /** Records a resource in place of the one there is, as a mistake would. */
  public static UserRecord replace(UserRepository users, User user, AwsResource resource) {
    ResourceKind kind = ResourceKind.of(resource);
    return change(
        users,
        user.id(),
        record ->
            record
                .with(record.resources().without(kind), user.updatedAt())
                .wanting(kind, user.updatedAt())
                .recorded(resource, user.updatedAt()));
  }

  /** The record with a resource that differs from what any transition would record. */
  public static UserRecord withResource(UserRecord record, AwsResource resource) {
    return record.with(record.resources().with(resource), record.updatedAt());
  }
}
