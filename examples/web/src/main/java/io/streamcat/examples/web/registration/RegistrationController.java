package io.streamcat.examples.web.registration;

import io.streamcat.examples.web.progress.Live;
import io.streamcat.examples.web.progress.ResourceStatus;
import io.streamcat.examples.web.progress.Task;
import io.streamcat.examples.web.security.Account;
import io.streamcat.examples.web.security.SignIn;
import io.streamcat.user.User;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import jakarta.servlet.http.HttpSession;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.security.core.annotation.AuthenticationPrincipal;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PostMapping;

/**
 * The pages for registration.
 *
 * <p>Sending the form changes neither the session's id nor its CSRF token, so a double click or a
 * reload sends the same form again. The user is logged in later, by the page that shows the
 * progress.
 */
@Controller
class RegistrationController {

  /**
   * The longest wait for the start. A taken name usually shows within milliseconds, otherwise on
   * the next page.
   */
  private static final Duration PATIENCE = Duration.ofSeconds(5);

  private static final String DASHBOARD = "redirect:/dashboard";

  private final Registrations registrations;
  private final RegistrationRules rules;
  private final SignIn signIn;

  RegistrationController(Registrations registrations, RegistrationRules rules, SignIn signIn) {
    this.registrations = registrations;
    this.rules = rules;
    this.signIn = signIn;
  }

  @GetMapping("/register")
  String form(
      @AuthenticationPrincipal @Nullable Account account, HttpSession session, Model model) {
    return account == null ? form(Draft.in(session), Map.of(), model) : DASHBOARD;
  }

  @PostMapping("/register")
  String register(
      @AuthenticationPrincipal @Nullable Account account,
      RegistrationForm form,
      HttpSession session,
      HttpServletResponse response,
      Model model) {
    if (account != null) {
      return DASHBOARD;
    }
    Draft draft = Draft.in(session);
    Map<String, String> problems = rules.check(draft, form, registrations.find(draft.id()));
    if (problems.isEmpty()) {
      draft = draft.sentAs(form.name()).keptIn(session);
      Task task = registrations.submit(draft.id(), form.name(), form.secret());
      task.awaitBegun(PATIENCE);
      problems = task.failure().flatMap(RegistrationRules::objection).orElse(Map.of());
    }
    if (problems.isEmpty()) {
      return "redirect:/register/progress";
    }
    response.setStatus(HttpStatus.UNPROCESSABLE_CONTENT.value());
    return form(draft.sentAs(form.name()), problems, model);
  }

  @GetMapping("/register/progress")
  String progress(
      @AuthenticationPrincipal @Nullable Account account,
      HttpServletRequest request,
      HttpServletResponse response,
      Model model) {
    if (account != null) {
      return DASHBOARD;
    }
    HttpSession session = request.getSession();
    Draft draft = Draft.in(session);
    Task task = registrations.find(draft.id()).orElse(null);
    if (task == null) {
      return "redirect:/register";
    }
    Registrations.Standing standing = registrations.standing(draft.id(), task);
    RegistrationStatus status = standing.status();
    User user = standing.user();
    if (status == RegistrationStatus.REJECTED) {
      return form(draft, task.failure().flatMap(RegistrationRules::objection).orElseThrow(), model);
    }
    if (user != null && status.isSuccess()) {
      Draft.forget(session);
      signIn.signIn(user, request, response);
      return DASHBOARD;
    }
    model.addAttribute("status", status);
    model.addAttribute("username", draft.username());
    model.addAttribute("resources", ResourceStatus.creating(user, Optional.of(task.progress())));
    if (status == RegistrationStatus.UNDER_WAY) {
      Live.QUICKLY.announce(model, "/register/progress");
    }
    return "progress";
  }

  private static String form(Draft draft, Map<String, String> problems, Model model) {
    model.addAttribute("key", draft.key());
    model.addAttribute("username", draft.username());
    model.addAttribute("problems", problems);
    return "register";
  }
}
