package io.streamcat.examples.web.administration;

import io.streamcat.examples.web.FieldProblem;
import io.streamcat.examples.web.security.AccountGuard;
import io.streamcat.exception.InvalidInputException;
import io.streamcat.exception.ProvisioningException;
import io.streamcat.exception.UserBusyException;
import io.streamcat.provisioning.Suspensions;
import io.streamcat.provisioning.UserProvisioner;
import io.streamcat.user.User;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.http.HttpStatus;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.ModelAttribute;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestAttribute;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.server.ResponseStatusException;
import org.springframework.web.servlet.mvc.support.RedirectAttributes;

/** The page with which administrators suspend and reinstate users; other users get a 404. */
@Controller
class AdministrationController {

  private static final Logger log = LoggerFactory.getLogger(AdministrationController.class);
  private static final String PAGE = "redirect:/administration";
  private static final String NOTICE = "notice";
  private static final String SUSPENDED = "suspended";
  private static final int MOST_DAYS = 3650;

  private final Administrators administrators;
  private final UserProvisioner users;
  private final Suspensions suspensions;
  private final Clock clock;

  AdministrationController(
      Administrators administrators, UserProvisioner users, Suspensions suspensions, Clock clock) {
    this.administrators = administrators;
    this.users = users;
    this.suspensions = suspensions;
    this.clock = clock;
  }

  /** Rejects every request of a user who is no administrator. */
  @ModelAttribute
  void requireAdministrator(@RequestAttribute(AccountGuard.USER) User user) {
    if (!administrators.contains(String.valueOf(user.username()))) {
      throw new ResponseStatusException(HttpStatus.NOT_FOUND);
    }
  }

  @GetMapping("/administration")
  String page() {
    return "administration";
  }

  @PostMapping("/administration/suspend")
  String suspend(
      @RequestAttribute(AccountGuard.USER) User user,
      @RequestParam(defaultValue = "") String username,
      @RequestParam(defaultValue = "") String reason,
      @RequestParam(defaultValue = "") @Nullable Integer days,
      RedirectAttributes attributes) {
    User found = other(user, username, SUSPENDED, attributes).orElse(null);
    if (found == null) {
      return PAGE;
    }
    if (days != null && (days < 1 || days > MOST_DAYS)) {
      FieldProblem.at("days", days.toString(), "1 to " + MOST_DAYS + " days, please.")
          .with(SUSPENDED, username)
          .with("reason", reason)
          .announce(attributes);
      return PAGE;
    }
    try {
      Instant until = days == null ? null : clock.instant().plus(Duration.ofDays(days));
      suspensions.suspend(found.id(), reason.strip(), until);
      attributes.addFlashAttribute(NOTICE, found.username() + " is suspended.");
      log.info("{}: suspended by {}", found.id(), user.id());
    } catch (InvalidInputException e) {
      FieldProblem.at(
              "reason", reason, "1 to " + User.Suspension.MAX_REASON + " ordinary characters.")
          .with(SUSPENDED, username)
          .with("days", days == null ? "" : days.toString())
          .announce(attributes);
    } catch (ProvisioningException e) {
      log.warn("{}: suspended by {}, key not revoked yet", found.id(), user.id(), e);
      attributes.addFlashAttribute(
          NOTICE,
          found.username() + " is suspended. A broadcast ends as soon as AWS can be reached.");
    }
    return PAGE;
  }

  @PostMapping("/administration/reinstate")
  String reinstate(
      @RequestAttribute(AccountGuard.USER) User user,
      @RequestParam(defaultValue = "") String username,
      RedirectAttributes attributes) {
    User found = other(user, username, "reinstated", attributes).orElse(null);
    if (found == null) {
      return PAGE;
    }
    try {
      suspensions.reinstate(found.id());
      attributes.addFlashAttribute(NOTICE, found.username() + " is no longer suspended.");
      log.info("{}: reinstated by {}", found.id(), user.id());
    } catch (UserBusyException e) {
      FieldProblem.at("reinstated", username, "Another change is in progress. Please try again.")
          .announce(attributes);
    } catch (ProvisioningException e) {
      log.warn("{}: reinstated by {}, key not created yet", found.id(), user.id(), e);
      attributes.addFlashAttribute(
          NOTICE, found.username() + " is no longer suspended, and gets a stream key shortly.");
    }
    return PAGE;
  }

  /** Finds a user other than the administrator, or adds a message for the field. */
  private Optional<User> other(
      User user, String username, String field, RedirectAttributes attributes) {
    Optional<User> found =
        users
            .findByUsername(username.strip())
            .filter(other -> !other.state().isEnding())
            .filter(other -> !other.id().equals(user.id()));
    if (found.isEmpty()) {
      FieldProblem.at(field, username, "No other user has this name.").announce(attributes);
    }
    return found;
  }
}
