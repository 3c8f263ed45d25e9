package io.streamcat.examples.web.chat;

import io.streamcat.examples.web.FieldProblem;
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

/** The moderation forms of the dashboard, always for the chat room of the logged-in user. */
@Controller
class ModerationController {

  private static final String DASHBOARD = "redirect:/dashboard";
  private static final String NOTICE = "notice";
  private static final String PROBLEM = "problem";

  private final People people;
  private final UserChatRooms rooms;
  private final Moderators moderators;
  private final BanService banService;

  ModerationController(
      People people, UserChatRooms rooms, Moderators moderators, BanService banService) {
    this.people = people;
    this.rooms = rooms;
    this.moderators = moderators;
    this.banService = banService;
  }

  @PostMapping("/dashboard/moderators")
  String appoint(
      @RequestAttribute(AccountGuard.USER) User user,
      @RequestParam String username,
      RedirectAttributes attributes) {
    Optional<User> found = people.other(user, username, "moderator", attributes);
    found.ifPresent(
        other -> {
          moderators.appoint(user.id(), other.id());
          attributes.addFlashAttribute(
              NOTICE, other.username() + " is now a moderator of your chat.");
        });
    return DASHBOARD;
  }

  @PostMapping("/dashboard/moderators/dismiss")
  String dismiss(
      @RequestAttribute(AccountGuard.USER) User user,
      @RequestParam String id,
      RedirectAttributes attributes) {
    if (moderators.dismiss(user.id(), id)) {
      attributes.addFlashAttribute(NOTICE, "The moderator was removed.");
      disconnect(user, id, attributes);
    }
    return DASHBOARD;
  }

  /** Disconnects a former moderator, because a token stays valid until its connection ends. */
  private void disconnect(User user, String id, RedirectAttributes attributes) {
    try {
      rooms.disconnectUser(user.id(), id, null);
    } catch (AwsException e) {
      attributes.addFlashAttribute(
          PROBLEM,
          "The chat cannot be reached: an open connection keeps its rights for up "
              + "to an hour.");
    }
  }

  @PostMapping("/dashboard/bans")
  String ban(
      @RequestAttribute(AccountGuard.USER) User user,
      @RequestParam String username,
      @RequestParam(defaultValue = "") String reason,
      RedirectAttributes attributes) {
    Optional<User> found = people.other(user, username, "banned", attributes);
    if (found.isPresent()) {
      try {
        banService.ban(user, found.get().id(), reason.isBlank() ? null : reason);
        attributes.addFlashAttribute(NOTICE, found.get().username() + " is banned.");
      } catch (InvalidInputException e) {
        FieldProblem.at("reason", reason, "At most 256 ordinary characters, please.")
            .with("banned", username)
            .announce(attributes);
      } catch (AwsException e) {
        attributes.addFlashAttribute(
            PROBLEM,
            "The user is banned but may still be connected: chat or stage cannot be "
                + "reached. Please ban again.");
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
    attributes.addFlashAttribute(NOTICE, "The ban was lifted.");
    return DASHBOARD;
  }
}
