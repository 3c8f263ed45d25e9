package io.streamcat.examples.web.chat;

import io.streamcat.provisioning.ProvisioningListener;
import io.streamcat.provisioning.ProvisioningStep;
import io.streamcat.provisioning.ProvisioningStep.Phase;
import org.springframework.stereotype.Component;

/** Deletes the moderators of a removed user, on whichever server completes the removal. */
@Component
class RemovedUserCleanup implements ProvisioningListener {

  private final Moderators moderators;

  RemovedUserCleanup(Moderators moderators) {
    this.moderators = moderators;
  }

  @Override
  public void onStep(ProvisioningStep step) {
    if (step.phase() == Phase.REMOVED) {
      moderators.forget(step.userId());
    }
  }
}
