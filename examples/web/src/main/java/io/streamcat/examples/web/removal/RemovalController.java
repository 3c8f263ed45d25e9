package io.streamcat.examples.web.removal;

import io.streamcat.examples.web.progress.BackgroundTasks;
import io.streamcat.examples.web.progress.Live;
import io.streamcat.examples.web.progress.ProgressBoard;
import io.streamcat.examples.web.progress.ResourceStatus;
import io.streamcat.examples.web.progress.Task;
import io.streamcat.examples.web.registration.RestingNames;
import io.streamcat.examples.web.security.AccountGuard;
import io.streamcat.examples.web.security.KnownBrowsers;
import io.streamcat.examples.web.security.PasswordCheck;
import io.streamcat.examples.web.security.SignedCookies;
import io.streamcat.examples.web.security.TooManyAttemptsException;
import io.streamcat.provisioning.UserProvisioner;
import io.streamcat.user.User;
import io.streamcat.user.UserId;
import io.streamcat.user.UserState;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.time.Duration;
import java.util.Optional;
import org.springframework.http.HttpStatus;
import org.springframework.security.core.Authentication;
import org.springframework.security.web.authentication.logout.SecurityContextLogoutHandler;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestAttribute;
import org.springframework.web.bind.annotation.RequestParam;

/** The pages for the removal of an account. */
@Controller
class RemovalController {

  private static final Duration PATIENCE = Duration.ofSeconds(5);

  /** The cookie with the removal that this visitor may still watch. */
  private static final String WATCHED = "removal";

  private static final Duration WATCHABLE = Duration.ofHours(1);

  private final BackgroundTasks removals;
  private final UserProvisioner users;
  private final PasswordCheck passwords;
  private final KnownBrowsers browsers;
  private final SignedCookies cookies;
  private final RestingNames restingNames;
  private final SecurityContextLogoutHandler logout = new SecurityContextLogoutHandler();

  RemovalController(
      UserProvisioner users,
      PasswordCheck passwords,
      KnownBrowsers browsers,
      SignedCookies cookies,
      RestingNames restingNames,
      ProgressBoard board,
      RemovalExecutor executor) {
    this.removals = new BackgroundTasks("removal", board, executor.threads());
    this.users = users;
    this.passwords = passwords;
    this.browsers = browsers;
    this.cookies = cookies;
    this.restingNames = restingNames;
  }

  @GetMapping("/account/delete")
  String ask() {
    return "delete";
  }

  @PostMapping("/account/delete")
  String delete(
      @RequestAttribute(AccountGuard.USER) User user,
      Authentication authentication,
      @RequestParam(defaultValue = "") String password,
      HttpServletRequest request,
      HttpServletResponse response,
      Model model) {
    Optional<String> problem = problem(user, password, request, response);
    if (problem.isPresent()) {
      model.addAttribute("problem", problem.get());
      return "delete";
    }
    restingNames.add(String.valueOf(user.username()));
    Task removal = removals.submit(user.id(), () -> users.deprovision(user.id()));
    removal.awaitBegun(PATIENCE);
    if (removal.failure().isPresent()
        && users.find(user.id()).filter(RemovalController::isThere).isPresent()) {
      response.setStatus(HttpStatus.SERVICE_UNAVAILABLE.value());
      model.addAttribute(
          "failure",
          "Nothing was deleted, because another change is in progress. Please try "
              + "again in a minute.");
      return "delete";
    }
    logout.logout(request, response, authentication);
    cookies.write(request, response, WATCHED, user.id().value(), WATCHABLE);
    return "redirect:/account/deleted";
  }

  private Optional<String> problem(
      User user, String password, HttpServletRequest request, HttpServletResponse response) {
    try {
      boolean right =
          passwords
              .check(String.valueOf(user.username()), password, browsers.client(request))
              .filter(found -> found.id().equals(user.id()))
              .isPresent();
      if (right) {
        return Optional.empty();
      }
      response.setStatus(HttpStatus.UNPROCESSABLE_CONTENT.value());
      return Optional.of("This is not your password.");
    } catch (TooManyAttemptsException e) {
      response.setStatus(HttpStatus.TOO_MANY_REQUESTS.value());
      return Optional.of(e.advice());
    }
  }

  @GetMapping("/account/deleted")
  String deleted(HttpServletRequest request, Model model) {
    Optional<UserId> watched = cookies.read(request, WATCHED).map(UserId::of);
    if (watched.isEmpty()) {
      return "redirect:/";
    }
    UserId id = watched.get();
    Optional<Task> removal = removals.find(id);
    // The order matters: otherwise a removal that fails in between would look as if it never
    // started.
    boolean failed = removal.flatMap(Task::failure).isPresent();
    RemovalStatus status = status(users.find(id), failed);
    model.addAttribute("status", status);
    model.addAttribute(
        "resources",
        ResourceStatus.removing(status == RemovalStatus.GONE, removal.map(Task::progress)));
    switch (status) {
      case UNDER_WAY -> Live.QUICKLY.announce(model, "/account/deleted");
      case LATE -> Live.PATIENTLY.announce(model, "/account/deleted");
      case GONE, NOT_BEGUN -> {}
    }
    return "deleted";
  }

  private static RemovalStatus status(Optional<User> user, boolean failed) {
    if (user.filter(u -> u.state() != UserState.REMOVED).isEmpty()) {
      return RemovalStatus.GONE;
    }
    if (!failed) {
      return RemovalStatus.UNDER_WAY;
    }
    return user.filter(RemovalController::isThere).isPresent()
        ? RemovalStatus.NOT_BEGUN
        : RemovalStatus.LATE;
  }

  private static boolean isThere(User user) {
    return user.state() == UserState.ACTIVE || user.state() == UserState.PROVISIONING;
  }
}
