package io.streamcat.examples.web.stage;

import io.streamcat.examples.web.UserPairTable;
import io.streamcat.exception.BannedException;
import io.streamcat.operations.BanList;
import io.streamcat.provisioning.ProvisioningListener;
import io.streamcat.provisioning.ProvisioningStep;
import io.streamcat.provisioning.ProvisioningStep.Phase;
import io.streamcat.realtime.StageRole;
import io.streamcat.user.UserId;
import java.time.Instant;
import java.util.List;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** Whom users have invited, until one of both is removed, whoever finishes that. */
@Component
public class Guests implements ProvisioningListener {

  private final UserPairTable chosen;
  private final BanList bans;

  Guests(JdbcClient jdbc, BanList bans) {
    this.chosen = new UserPairTable(jdbc, "site_guest", "guest_id");
    this.bans = bans;
  }

  /**
   * Tells as what somebody comes on a stage. Nobody but this decides it.
   *
   * @throws BannedException if the user is banned, as from the chat
   */
  StageRole role(UserId owner, UserId user) {
    if (user.equals(owner)) {
      return StageRole.HOST;
    }
    bans.find(owner, user.value(), Instant.now())
        .ifPresent(
            ban -> {
              throw new BannedException(owner.value(), user.value(), ban.reason());
            });
    return chosen.contains(owner, user) ? StageRole.GUEST : StageRole.VIEWER;
  }

  /**
   * Tells whether somebody comes as a guest.
   *
   * @param owner whose guest
   * @param user who comes
   * @return whether the owner has invited the user, who is not banned either
   */
  public boolean isGuest(UserId owner, UserId user) {
    return chosen.contains(owner, user) && bans.find(owner, user.value(), Instant.now()).isEmpty();
  }

  /**
   * Lists whom a user has invited.
   *
   * @param owner whose guests
   * @return their ids
   */
  public List<UserId> list(UserId owner) {
    return chosen.list(owner);
  }

  void invite(UserId owner, UserId user) {
    chosen.add(owner, user);
  }

  boolean uninvite(UserId owner, String userId) {
    return chosen.remove(owner, userId);
  }

  @Override
  public void onStep(ProvisioningStep step) {
    if (step.phase() == Phase.REMOVED) {
      chosen.forget(step.userId());
    }
  }
}
