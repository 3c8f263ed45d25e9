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

/** The forms of the dashboard, in each of which the stage is that of whoever is signed in. */
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
    Optional<User> found = people.other(user, username, attributes);
    found.ifPresent(
        other -> {
          guests.invite(user.id(), other.id());
          attributes.addFlashAttribute(NOTICE, other.username() + " is your guest now.");
        });
    return DASHBOARD;
  }

  /** Who is on the stage as a guest, or watches a private channel, has to leave, too. */
  @PostMapping("/dashboard/guests/remove")
  String remove(
      @RequestAttribute(AccountGuard.USER) User user,
      @RequestParam String id,
      RedirectAttributes attributes) {
    if (guests.uninvite(user.id(), id)) {
      attributes.addFlashAttribute(NOTICE, "You have one guest less.");
      try {
        expulsion.expel(user, UserId.of(id));
      } catch (AwsException e) {
        attributes.addFlashAttribute(
            PROBLEM,
            "Perhaps your guest is on the stage still, or watches: this could not be ended.");
      }
    }
    return DASHBOARD;
  }
}
