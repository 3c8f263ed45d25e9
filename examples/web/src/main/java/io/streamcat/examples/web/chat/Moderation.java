package io.streamcat.examples.web.chat;

import io.streamcat.operations.UserChatRooms;
import io.streamcat.provisioning.UserProvisioner;
import io.streamcat.user.User;
import io.streamcat.user.UserId;
import java.util.List;
import java.util.Optional;
import org.springframework.stereotype.Component;

/** What the dashboard shows of who keeps order in a user's chat room, and who has to stay out. */
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
   * Somebody, by name.
   *
   * @param id the id
   * @param name the username; a guest has none
   */
  public record Person(String id, String name) {}

  /**
   * Lists who moderates.
   *
   * @param owner whose room
   * @return the moderators
   */
  public List<Person> moderators(UserId owner) {
    return moderators.list(owner).stream().map(id -> person(id.value())).toList();
  }

  /**
   * Lists who is banned.
   *
   * @param owner whose room
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
