package io.streamcat.examples.web.stage;

import io.streamcat.examples.web.UserPairTable;
import io.streamcat.exception.BannedException;
import io.streamcat.operations.BanList;
import io.streamcat.provisioning.ProvisioningListener;
import io.streamcat.provisioning.ProvisioningStep;
import io.streamcat.provisioning.ProvisioningStep.Phase;
import io.streamcat.realtime.StageRole;
import io.streamcat.user.UserId;
import java.time.Clock;
import java.util.List;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/**
 * The guests whom users have invited. A pair is deleted when either user is removed, on any server.
 */
@Component
public class Guests implements ProvisioningListener {

  private final UserPairTable pairs;
  private final BanList bans;
  private final Clock clock;

  Guests(JdbcClient jdbc, BanList bans, Clock clock) {
    this.pairs = new UserPairTable(jdbc, "site_guest", "guest_id");
    this.bans = bans;
    this.clock = clock;
  }

  /**
   * Returns the role of a user on a stage, the only place where it is decided.
   *
   * @param owner the owner of the stage
   * @param user the user
   * @return the role; a banned user is a viewer
   */
  public StageRole roleOf(UserId owner, UserId user) {
    if (user.equals(owner)) {
      return StageRole.HOST;
    }
    return isGuest(owner, user) ? StageRole.GUEST : StageRole.VIEWER;
  }

  /**
   * Rejects banned users.
   *
   * @throws BannedException if the user is banned, for example from the chat
   */
  void requireNotBanned(UserId owner, UserId user) {
    bans.find(owner, user.value(), clock.instant())
        .ifPresent(
            ban -> {
              throw new BannedException(owner.value(), user.value(), ban.reason());
            });
  }

  /**
   * Returns whether a user is banned.
   *
   * @param owner the owner of the stage
   * @param user the user
   * @return true if the owner or a moderator has banned the user, and the ban has not ended
   */
  boolean isBanned(UserId owner, UserId user) {
    return bans.find(owner, user.value(), clock.instant()).isPresent();
  }

  /**
   * Returns whether a user is a guest.
   *
   * @param owner the owner of the stage
   * @param user the user
   * @return true if the owner has invited the user, and the user is not banned
   */
  public boolean isGuest(UserId owner, UserId user) {
    return pairs.contains(owner, user) && !isBanned(owner, user);
  }

  /**
   * Lists the guests of a user.
   *
   * @param owner the owner of the stage
   * @return their ids
   */
  public List<UserId> list(UserId owner) {
    return pairs.list(owner);
  }

  /**
   * Lists the users who have invited a user.
   *
   * @param guest the invited user
   * @return the ids of the owners, without those who have banned the user
   */
  public List<UserId> hosts(UserId guest) {
    return pairs.owners(guest).stream().filter(owner -> !isBanned(owner, guest)).toList();
  }

  void invite(UserId owner, UserId user) {
    pairs.add(owner, user);
  }

  boolean uninvite(UserId owner, String userId) {
    return pairs.remove(owner, userId);
  }

  @Override
  public void onStep(ProvisioningStep step) {
    if (step.phase() == Phase.REMOVED) {
      pairs.forget(step.userId());
    }
  }
}
