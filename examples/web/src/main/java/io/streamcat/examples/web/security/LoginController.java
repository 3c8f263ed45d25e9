package io.streamcat.examples.web.security;

import io.streamcat.exception.UserSuspendedException;
import jakarta.servlet.http.HttpServletRequest;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.security.authentication.AuthenticationServiceException;
import org.springframework.security.core.annotation.AuthenticationPrincipal;
import org.springframework.security.web.WebAttributes;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestAttribute;
import org.springframework.web.bind.annotation.RequestParam;

/** The pages for login and logout; Spring Security processes their forms. */
@Controller
class LoginController {

  private static final DateTimeFormatter TIME =
      DateTimeFormatter.ofPattern("d MMM uuuu, HH:mm 'UTC'", Locale.ENGLISH)
          .withZone(ZoneOffset.UTC);

  private static final Map<String, String> NOTICES =
      Map.of(
          "out", "You are logged out.",
          "registered", "You are registered already. Please log in.",
          "suspended", "This account is suspended. Log in to read why.",
          "idle", "You were away for a long time. Please log in again.",
          "gone", "Your session has ended because this account no longer exists.",
          "changed",
              "Your session has ended because the password or username has changed. "
                  + "Please log in again.");

  @GetMapping("/login")
  String login(
      @AuthenticationPrincipal @Nullable Account account,
      @RequestParam Map<String, String> parameters,
      Model model) {
    if (account != null) {
      return "redirect:/dashboard";
    }
    parameters.keySet().stream()
        .map(NOTICES::get)
        .filter(notice -> notice != null)
        .findFirst()
        .ifPresent(notice -> model.addAttribute("notice", notice));
    return "login";
  }

  @PostMapping("/login/failed")
  String failed(
      @RequestAttribute(WebAttributes.AUTHENTICATION_EXCEPTION) Exception failure,
      HttpServletRequest request,
      Model model) {
    model.addAttribute("username", request.getParameter("username"));
    model.addAttribute("problem", problem(failure));
    return "login";
  }

  /** Returns the message for a failure, the same whether or not the name exists. */
  private static String problem(Exception failure) {
    if (failure instanceof TooManyAttemptsException tooMany) {
      return tooMany.advice();
    }
    if (failure.getCause() instanceof UserSuspendedException suspended) {
      return suspended
          .until()
          .map(until -> "Your account is suspended until " + TIME.format(until) + ": ")
          .orElse("Your account is suspended: ")
          .concat(suspended.reason());
    }
    return failure instanceof AuthenticationServiceException
        ? "Too many people are logging in at the moment. Please try again in a few seconds."
        : "Wrong username or password.";
  }

  @GetMapping("/logout")
  String logout() {
    return "logout";
  }
}
