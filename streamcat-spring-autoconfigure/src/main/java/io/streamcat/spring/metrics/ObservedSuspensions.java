package io.streamcat.spring.metrics;

import io.streamcat.provisioning.Suspensions;
import io.streamcat.user.User;
import io.streamcat.user.UserId;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * Suspensions with observations of the duration and outcome of each change.
 *
 * @param suspensions the suspensions that do the work
 * @param observer observes the changes
 */
record ObservedSuspensions(Suspensions suspensions, ObservedUserProvisioner observer)
    implements Suspensions {

  @Override
  public User suspend(UserId id, String reason, @Nullable Instant until) {
    return observer.observe("suspend", () -> suspensions.suspend(id, reason, until));
  }

  @Override
  public User reinstate(UserId id) {
    return observer.observe("reinstate", () -> suspensions.reinstate(id));
  }

  @Override
  public boolean enforce(String channelArn) {
    return suspensions.enforce(channelArn);
  }
}
