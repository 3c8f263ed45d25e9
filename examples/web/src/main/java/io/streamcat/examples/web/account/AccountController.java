package io.streamcat.examples.web.account;

import io.streamcat.examples.web.registration.FieldMessages;
import io.streamcat.examples.web.security.AccountGuard;
import io.streamcat.examples.web.security.KnownBrowsers;
import io.streamcat.examples.web.security.PasswordCheck;
import io.streamcat.examples.web.security.SignIn;
import io.streamcat.examples.web.security.TooManyAttemptsException;
import io.streamcat.exception.InvalidInputException;
import io.streamcat.password.UserPasswords;
import io.streamcat.user.User;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.util.Map;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.http.HttpStatus;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestAttribute;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.servlet.mvc.support.RedirectAttributes;

/**
 * The page with which a user changes the password, or ends all sessions.
 *
 * <p>Both store a new hash of a password. Sessions of other browsers end, because they are older
 * than the new session version; this browser is logged in again.
 */
@Controller
class AccountController {

  private static final Logger log = LoggerFactory.getLogger(AccountController.class);
  private static final String NOTICE = "notice";

  private final UserPasswords passwords;
  private final PasswordCheck check;
  private final KnownBrowsers browsers;
  private final SignIn signIn;

  AccountController(
      UserPasswords passwords, PasswordCheck check, KnownBrowsers browsers, SignIn signIn) {
    this.passwords = passwords;
    this.check = check;
    this.browsers = browsers;
    this.signIn = signIn;
  }

  @GetMapping("/account")
  String account(Model model) {
    model.addAttribute("problems", Map.of());
    return "account";
  }

  @PostMapping("/account/password")
  String change(
      @RequestAttribute(AccountGuard.USER) User user,
      @RequestParam(defaultValue = "") String current,
      @RequestParam(defaultValue = "") String password,
      HttpServletRequest request,
      HttpServletResponse response,
      Model model,
      RedirectAttributes attributes) {
    Map<String, String> problems = problems(user, "current", current, request, response);
    if (problems.isEmpty()) {
      try {
        signIn.signIn(passwords.replace(user.id(), password), request, response);
        log.info("{}: user changed the password", user.id());
        attributes.addFlashAttribute(
            NOTICE, "Your password is changed. All other devices are logged out.");
        return "redirect:/account";
      } catch (InvalidInputException e) {
        response.setStatus(HttpStatus.UNPROCESSABLE_CONTENT.value());
        problems = Map.of("password", FieldMessages.of(e));
      }
    }
    model.addAttribute("problems", problems);
    return "account";
  }

  @PostMapping("/account/sessions/end")
  String endSessions(
      @RequestAttribute(AccountGuard.USER) User user,
      @RequestParam(defaultValue = "") String confirm,
      HttpServletRequest request,
      HttpServletResponse response,
      Model model,
      RedirectAttributes attributes) {
    Map<String, String> problems = problems(user, "confirm", confirm, request, response);
    if (problems.isEmpty()) {
      try {
        signIn.signIn(passwords.replace(user.id(), confirm), request, response);
        log.info("{}: user ended all other sessions", user.id());
        attributes.addFlashAttribute(NOTICE, "All other devices are logged out.");
        return "redirect:/account";
      } catch (InvalidInputException e) {
        response.setStatus(HttpStatus.UNPROCESSABLE_CONTENT.value());
        problems = Map.of("confirm", "This password is no longer allowed. Please change it above.");
      }
    }
    model.addAttribute("problems", problems);
    return "account";
  }

  /** Returns the problem with the current password, empty if it is correct. */
  private Map<String, String> problems(
      User user,
      String field,
      String password,
      HttpServletRequest request,
      HttpServletResponse response) {
    try {
      boolean right =
          check
              .check(String.valueOf(user.username()), password, browsers.client(request))
              .filter(found -> found.id().equals(user.id()))
              .isPresent();
      if (right) {
        return Map.of();
      }
      response.setStatus(HttpStatus.UNPROCESSABLE_CONTENT.value());
      return Map.of(field, "This is not your password.");
    } catch (TooManyAttemptsException e) {
      response.setStatus(HttpStatus.TOO_MANY_REQUESTS.value());
      return Map.of(field, e.advice());
    }
  }
}
