package io.streamcat.examples.web.chat;

import io.streamcat.examples.web.People;
import io.streamcat.examples.web.security.AccountGuard;
import io.streamcat.exception.AwsException;
import io.streamcat.exception.InvalidInputException;
import io.streamcat.operations.UserChatRooms;
import io.streamcat.user.User;
import java.util.Optional;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestAttribute;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.servlet.mvc.support.RedirectAttributes;

/** The forms of the dashboard, in each of which the room is that of whoever is signed in. */
@Controller
class ModerationController {

  private static final String DASHBOARD = "redirect:/dashboard";
  private static final String NOTICE = "notice";
  private static final String PROBLEM = "problem";

  private final People people;
  private final UserChatRooms rooms;
  private final Moderators moderators;
  private final BanService banishment;

  ModerationController(
      People people, UserChatRooms rooms, Moderators moderators, BanService banishment) {
    this.people = people;
    this.rooms = rooms;
    this.moderators = moderators;
    this.banishment = banishment;
  }

  @PostMapping("/dashboard/moderators")
  String appoint(
      @RequestAttribute(AccountGuard.USER) User user,
      @RequestParam String username,
      RedirectAttributes attributes) {
    Optional<User> found = people.other(user, username, attributes);
    found.ifPresent(
        other -> {
          moderators.appoint(user.id(), other.id());
          attributes.addFlashAttribute(NOTICE, other.username() + " moderates your chat now.");
        });
    return DASHBOARD;
  }

  @PostMapping("/dashboard/moderators/dismiss")
  String dismiss(
      @RequestAttribute(AccountGuard.USER) User user,
      @RequestParam String id,
      RedirectAttributes attributes) {
    if (moderators.dismiss(user.id(), id)) {
      attributes.addFlashAttribute(NOTICE, "Your chat has one moderator less.");
      disconnect(user, id, attributes);
    }
    return DASHBOARD;
  }

  /** What a token allows it allows until its connection ends. */
  private void disconnect(User user, String id, RedirectAttributes attributes) {
    try {
      rooms.disconnectUser(user.id(), id, null);
    } catch (AwsException e) {
      attributes.addFlashAttribute(
          PROBLEM, "The chat cannot be reached: a connection made before lasts up to an hour.");
    }
  }

  @PostMapping("/dashboard/bans")
  String ban(
      @RequestAttribute(AccountGuard.USER) User user,
      @RequestParam String username,
      @RequestParam(defaultValue = "") String reason,
      RedirectAttributes attributes) {
    Optional<User> found = people.other(user, username, attributes);
    if (found.isPresent()) {
      try {
        banishment.ban(user, found.get().id(), reason.isBlank() ? null : reason);
        attributes.addFlashAttribute(NOTICE, found.get().username() + " is banned.");
      } catch (InvalidInputException e) {
        attributes.addFlashAttribute(PROBLEM, "The reason must not be longer than 256 characters.");
      } catch (AwsException e) {
        attributes.addFlashAttribute(
            PROBLEM,
            "Banned, but perhaps still there: chat or stage cannot be reached. Ban again.");
      }
    }
    return DASHBOARD;
  }

  @PostMapping("/dashboard/bans/lift")
  String lift(
      @RequestAttribute(AccountGuard.USER) User user,
      @RequestParam String id,
      RedirectAttributes attributes) {
    rooms.unban(user.id(), id);
    attributes.addFlashAttribute(NOTICE, "The ban is lifted.");
    return DASHBOARD;
  }
}
