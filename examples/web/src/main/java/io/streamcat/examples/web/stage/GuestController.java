package io.streamcat.examples.web.stage;

import io.streamcat.examples.web.People;
import io.streamcat.examples.web.security.AccountGuard;
import io.streamcat.exception.AwsException;
import io.streamcat.user.User;
import io.streamcat.user.UserId;
import java.util.Optional;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestAttribute;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.servlet.mvc.support.RedirectAttributes;

/** The guest forms of the dashboard, always for the stage of the logged-in user. */
@Controller
class GuestController {

  private static final String DASHBOARD = "redirect:/dashboard";
  private static final String NOTICE = "notice";
  private static final String PROBLEM = "problem";

  private final People people;
  private final Expulsion expulsion;
  private final Guests guests;

  GuestController(People people, Expulsion expulsion, Guests guests) {
    this.people = people;
    this.expulsion = expulsion;
    this.guests = guests;
  }

  @PostMapping("/dashboard/guests")
  String invite(
      @RequestAttribute(AccountGuard.USER) User user,
      @RequestParam String username,
      RedirectAttributes attributes) {
    Optional<User> found = people.other(user, username, "guest", attributes);
    found.ifPresent(
        other -> {
          guests.invite(user.id(), other.id());
          attributes.addFlashAttribute(NOTICE, other.username() + " is now your guest.");
        });
    return DASHBOARD;
  }

  /** Removes a guest, who then must leave the stage and stop watching a private channel. */
  @PostMapping("/dashboard/guests/remove")
  String remove(
      @RequestAttribute(AccountGuard.USER) User user,
      @RequestParam String id,
      RedirectAttributes attributes) {
    if (guests.uninvite(user.id(), id)) {
      attributes.addFlashAttribute(NOTICE, "The guest was removed.");
      try {
        expulsion.expel(user, UserId.of(id));
      } catch (AwsException e) {
        attributes.addFlashAttribute(
            PROBLEM,
            "The former guest may still be on the stage or watching: the connection "
                + "could not be ended.");
      }
    }
    return DASHBOARD;
  }
}
