package io.streamcat.provisioning;

import io.streamcat.user.Lease;
import io.streamcat.user.ResourceKind;
import io.streamcat.user.StoredUser;
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
}
