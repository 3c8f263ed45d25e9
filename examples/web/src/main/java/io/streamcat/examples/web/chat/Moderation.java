package io.streamcat.examples.web.chat;

import io.streamcat.operations.UserChatRooms;
import io.streamcat.provisioning.UserProvisioner;
import io.streamcat.user.User;
import io.streamcat.user.UserId;
import java.util.List;
import java.util.Optional;
import org.springframework.stereotype.Component;

/** The moderators and bans of a chat room, for the dashboard. */
@Component
public class Moderation {

  private final UserProvisioner users;
  private final UserChatRooms rooms;
  private final Moderators moderators;

  Moderation(UserProvisioner users, UserChatRooms rooms, Moderators moderators) {
    this.users = users;
    this.rooms = rooms;
    this.moderators = moderators;
  }

  /**
   * A moderator or a banned chat participant.
   *
   * @param id the id
   * @param name the username, or {@code a guest}
   */
  public record Person(String id, String name) {}

  /**
   * Lists the moderators.
   *
   * @param owner the owner of the room
   * @return the moderators
   */
  public List<Person> moderators(UserId owner) {
    return moderators.list(owner).stream().map(id -> person(id.value())).toList();
  }

  /**
   * Lists the banned participants.
   *
   * @param owner the owner of the room
   * @return users and guests
   */
  public List<Person> banned(UserId owner) {
    return rooms.bans(owner).stream().map(ban -> person(ban.viewerId())).toList();
  }

  private Person person(String id) {
    Optional<String> name = users.find(UserId.of(id)).map(User::username);
    return new Person(id, name.orElse("a guest"));
  }
}
