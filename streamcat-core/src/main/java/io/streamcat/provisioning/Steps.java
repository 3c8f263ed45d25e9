package io.streamcat.provisioning;

import io.streamcat.provisioning.ProvisioningStep.Phase;
import io.streamcat.user.ResourceKind;
import io.streamcat.user.UserId;
import java.time.Clock;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Tells the log and the listener of every step. */
final class Steps {

  private static final Logger log = LoggerFactory.getLogger(UserProvisioner.class);

  private final Clock clock;
  private final ProvisioningListener listener;

  Steps(Clock clock, ProvisioningListener listener) {
    this.clock = clock;
    this.listener = listener;
  }

  void step(UserId id, Phase phase) {
    step(id, phase, null, null, null);
  }

  void step(
      UserId id,
      Phase phase,
      @Nullable ResourceKind kind,
      @Nullable String arn,
      @Nullable RuntimeException failure) {
    if (phase == Phase.LEFT_FOR_RECOVERY && failure != null) {
      // Also thrown to the caller, who may not read it; whoever runs recovery should.
      log.warn("{} {}: {}", id, phase, Failures.describe(failure));
    } else {
      Object detail = failure == null ? arn : Failures.describe(failure);
      log.debug("{} {} {} {}", id, phase, kind, detail);
    }
    try {
      listener.onStep(new ProvisioningStep(id, phase, kind, arn, failure, clock.instant()));
    } catch (RuntimeException e) {
      log.warn("The provisioning listener failed at {} of {}", phase, id, e);
    }
  }
}
