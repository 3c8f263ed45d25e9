package io.streamcat.examples.web.chat;

import io.streamcat.provisioning.ProvisioningListener;
import io.streamcat.provisioning.ProvisioningStep;
import io.streamcat.provisioning.ProvisioningStep.Phase;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** Forgets who moderated and who was banned when a user is removed, whoever finishes that. */
@Component
class Forgetting implements ProvisioningListener {

  private final JdbcClient jdbc;

  Forgetting(JdbcClient jdbc) {
    this.jdbc = jdbc;
  }

  @Override
  public void onStep(ProvisioningStep step) {
    if (step.phase() == Phase.REMOVED) {
      String id = step.userId().value();
      jdbc.sql("delete from site_moderator where owner_id = ? or moderator_id = ?")
          .params(id, id)
          .update();
      jdbc.sql("delete from site_ban where owner_id = ? or viewer_id = ?").params(id, id).update();
    }
  }
}
