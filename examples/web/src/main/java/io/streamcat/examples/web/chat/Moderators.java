package io.streamcat.examples.web.chat;

import io.streamcat.chat.ChatRole;
import io.streamcat.examples.web.UserPairTable;
import io.streamcat.operations.BanList;
import io.streamcat.user.UserId;
import java.time.Clock;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/**
 * The moderators whom users have appointed for their chat rooms. A moderator who is banned from the
 * room has no rights there until the ban ends.
 */
@Component
public class Moderators {

  private final UserPairTable pairs;
  private final BanList bans;
  private final Clock clock;

  Moderators(JdbcClient jdbc, BanList bans, Clock clock) {
    this.pairs = new UserPairTable(jdbc, "site_moderator", "moderator_id");
    this.bans = bans;
    this.clock = clock;
  }

  /**
   * Returns the role of a participant, the only place where it is decided.
   *
   * @param owner the owner of the room
   * @param user the participant, or null for a guest
   * @return the role
   */
  ChatRole role(UserId owner, @Nullable UserId user) {
    if (user == null) {
      return ChatRole.VIEWER;
    }
    if (user.equals(owner)) {
      return ChatRole.OWNER;
    }
    return isModerator(owner, user) ? ChatRole.MODERATOR : ChatRole.CHATTER;
  }

  boolean isModerator(UserId owner, UserId user) {
    return pairs.contains(owner, user) && bans.find(owner, user.value(), clock.instant()).isEmpty();
  }

  /**
   * Lists the moderators of a room.
   *
   * @param owner the owner of the room
   * @return their ids
   */
  public List<UserId> list(UserId owner) {
    return pairs.list(owner);
  }

  void appoint(UserId owner, UserId user) {
    pairs.add(owner, user);
  }

  boolean dismiss(UserId owner, String userId) {
    return pairs.remove(owner, userId);
  }

  void forget(UserId user) {
    pairs.forget(user);
  }
}
