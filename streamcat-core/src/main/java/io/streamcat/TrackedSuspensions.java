package io.streamcat;

import io.streamcat.provisioning.Suspensions;
import io.streamcat.user.User;
import io.streamcat.user.UserId;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * Suspensions that register their calls, so that {@link StreamCat#close} waits for them and later
 * calls are rejected.
 *
 * @param suspensions the suspensions that do the work
 * @param work the calls under way
 */
record TrackedSuspensions(Suspensions suspensions, WorkInProgress work) implements Suspensions {

  @Override
  public User suspend(UserId id, String reason, @Nullable Instant until) {
    return work.run(() -> suspensions.suspend(id, reason, until));
  }

  @Override
  public User reinstate(UserId id) {
    return work.run(() -> suspensions.reinstate(id));
  }

  @Override
  public boolean enforce(String channelArn) {
    return work.run(() -> suspensions.enforce(channelArn));
  }
}
