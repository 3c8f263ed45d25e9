package io.streamcat.examples.web.chat;

import io.streamcat.provisioning.ProvisioningListener;
import io.streamcat.provisioning.ProvisioningStep;
import io.streamcat.provisioning.ProvisioningStep.Phase;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** Forgets who moderated and who was banned when a user is removed, whoever finishes that. */
@Component
class Forgetting implements ProvisioningListener {

  private final Moderators moderators;
  private final JdbcClient jdbc;

  Forgetting(Moderators moderators, JdbcClient jdbc) {
    this.moderators = moderators;
    this.jdbc = jdbc;
  }

  @Override
  public void onStep(ProvisioningStep step) {
    if (step.phase() == Phase.REMOVED) {
      String id = step.userId().value();
      moderators.forget(step.userId());
      jdbc.sql("delete from site_ban where owner_id = ? or viewer_id = ?").params(id, id).update();
    }
  }
}
