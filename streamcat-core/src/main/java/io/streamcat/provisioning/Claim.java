package io.streamcat.provisioning;

import io.streamcat.user.Attempt;
import io.streamcat.repository.Lease;
import io.streamcat.user.ResourceKind;
import io.streamcat.repository.UserRecord;
import io.streamcat.user.User;
import io.streamcat.user.UserId;
import java.time.Instant;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * A user this worker holds the lease on.
 *
 * @param stored the user
 * @param owner the owner of the lease
 * @param untouchedSince when the worker before this one can have created something at the latest;
 *     null if there was none
 */
record Claim(StoredUser stored, String owner, @Nullable Instant untouchedSince) {

  static Claim of(StoredUser before, Lease lease) {
    return new Claim(before, lease.owner(), before.lease() == null ? null : before.lease().until());
  }

  UserId id() {
    return stored.user().id();
  }

  User user() {
    return stored.user();
  }

  Set<ResourceKind> missing() {
    return stored.missing();
  }

  Claim with(StoredUser changed) {
    return new Claim(changed, owner, untouchedSince);
  }

  /**
   * The same user as one who lacks a single kind, of which something may have been created before.
   */
  Claim lackingOnly(ResourceKind kind, Instant createdBefore) {
    Attempt attempt = stored.attempt();
    StoredUser lacking =
        stored
            .with(stored.user().without(kind, stored.user().updatedAt()))
            .with(new Attempt(attempt.id(), attempt.resourceName(), Set.of(kind)));
    return new Claim(lacking, owner, createdBefore);
  }
}
