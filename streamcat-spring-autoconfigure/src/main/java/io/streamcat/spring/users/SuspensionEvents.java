package io.streamcat.spring.users;

import io.streamcat.provisioning.ProvisioningListener;
import io.streamcat.provisioning.ProvisioningStep;
import io.streamcat.spring.UserReinstatedEvent;
import io.streamcat.spring.UserSuspendedEvent;
import org.springframework.context.ApplicationEventPublisher;

/**
 * A listener that publishes suspensions and reinstatements as events of the application.
 *
 * @param events the publisher
 */
record SuspensionEvents(ApplicationEventPublisher events) implements ProvisioningListener {

  @Override
  public void onStep(ProvisioningStep step) {
    switch (step.phase()) {
      case SUSPENDED -> events.publishEvent(new UserSuspendedEvent(step.userId(), step.at()));
      case REINSTATED -> events.publishEvent(new UserReinstatedEvent(step.userId(), step.at()));
      default -> {}
    }
  }
}
