package io.streamcat.examples.web.stage;

import io.streamcat.provisioning.ProvisioningListener;
import io.streamcat.provisioning.ProvisioningStep;
import io.streamcat.provisioning.ProvisioningStep.Phase;
import io.streamcat.realtime.StageRole;
import io.streamcat.user.UserId;
import java.util.List;
import org.springframework.dao.DuplicateKeyException;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** Whom users have invited, until one of both is removed, whoever finishes that. */
@Component
public class Guests implements ProvisioningListener {

  private final JdbcClient jdbc;

  Guests(JdbcClient jdbc) {
    this.jdbc = jdbc;
  }

  /** Tells as what somebody comes on a stage. Nobody but this decides it. */
  StageRole role(UserId owner, UserId user) {
    if (user.equals(owner)) {
      return StageRole.HOST;
    }
    return isInvited(owner, user) ? StageRole.GUEST : StageRole.VIEWER;
  }

  /**
   * Tells whether somebody is invited.
   *
   * @param owner whose guest
   * @param user who comes
   * @return whether the owner has invited the user
   */
  public boolean isInvited(UserId owner, UserId user) {
    return list(owner).contains(user);
  }

  /**
   * Lists whom a user has invited.
   *
   * @param owner whose guests
   * @return their ids
   */
  public List<UserId> list(UserId owner) {
    return jdbc
        .sql("select guest_id from site_guest where owner_id = ? order by 1")
        .param(owner.value())
        .query(String.class)
        .list()
        .stream()
        .map(UserId::of)
        .toList();
  }

  void invite(UserId owner, UserId user) {
    try {
      jdbc.sql("insert into site_guest (owner_id, guest_id) values (?, ?)")
          .params(owner.value(), user.value())
          .update();
    } catch (DuplicateKeyException e) {
      // Invited before.
      return;
    }
  }

  boolean uninvite(UserId owner, String userId) {
    return jdbc.sql("delete from site_guest where owner_id = ? and guest_id = ?")
            .params(owner.value(), userId)
            .update()
        > 0;
  }

  @Override
  public void onStep(ProvisioningStep step) {
    if (step.phase() == Phase.REMOVED) {
      String id = step.userId().value();
      jdbc.sql("delete from site_guest where owner_id = ? or guest_id = ?").params(id, id).update();
    }
  }
}
