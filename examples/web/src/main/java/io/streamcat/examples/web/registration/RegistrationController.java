package io.streamcat.examples.web.registration;

import io.streamcat.examples.web.progress.Live;
import io.streamcat.examples.web.progress.ResourceStatus;
import io.streamcat.examples.web.progress.Task;
import io.streamcat.examples.web.security.Account;
import io.streamcat.examples.web.security.Client;
import io.streamcat.examples.web.security.SignIn;
import io.streamcat.user.User;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.core.task.TaskRejectedException;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.security.core.annotation.AuthenticationPrincipal;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PostMapping;

/**
 * The pages for registration.
 *
 * <p>Sending the form does not change the CSRF token, so a double click or a reload sends the same
 * form again. The user is logged in later, by the page that shows the progress.
 */
@Controller
class RegistrationController {

  private static final Logger log = LoggerFactory.getLogger(RegistrationController.class);

  /**
   * The longest wait for the start. A taken name usually shows within milliseconds, otherwise on
   * the next page.
   */
  private static final Duration PATIENCE = Duration.ofSeconds(5);

  private static final String DASHBOARD = "redirect:/dashboard";

  private final Registrations registrations;
  private final RegistrationRules rules;
  private final RegistrationLimit limit;
  private final Drafts drafts;
  private final SignIn signIn;

  RegistrationController(
      Registrations registrations,
      RegistrationRules rules,
      RegistrationLimit limit,
      Drafts drafts,
      SignIn signIn) {
    this.registrations = registrations;
    this.rules = rules;
    this.limit = limit;
    this.drafts = drafts;
    this.signIn = signIn;
  }

  @GetMapping("/register")
  String form(
      @AuthenticationPrincipal @Nullable Account account,
      HttpServletRequest request,
      HttpServletResponse response,
      Model model) {
    return account == null ? form(drafts.in(request, response), Map.of(), model) : DASHBOARD;
  }

  @PostMapping("/register")
  String register(
      @AuthenticationPrincipal @Nullable Account account,
      RegistrationForm form,
      HttpServletRequest request,
      HttpServletResponse response,
      Model model) {
    if (account != null) {
      return DASHBOARD;
    }
    Draft draft = drafts.in(request, response);
    Optional<Task> earlier = registrations.find(draft.id());
    if (earlier.isEmpty() && registrations.isRegistered(draft.id())) {
      // No visitor may be logged in without the password, however the form was sent again.
      drafts.forget(request, response);
      return "redirect:/login?registered";
    }
    Map<String, String> problems = rules.check(draft, form, earlier);
    HttpStatus status = HttpStatus.UNPROCESSABLE_CONTENT;
    if (problems.isEmpty()
        && earlier.isEmpty()
        && !limit.admits(Client.networkOf(request.getRemoteAddr()))) {
      status = HttpStatus.TOO_MANY_REQUESTS;
      response.setHeader(
          HttpHeaders.RETRY_AFTER, Long.toString(RegistrationLimit.WINDOW.toSeconds()));
      problems = Map.of(RegistrationRules.FORM, RegistrationRules.TOO_MANY);
    }
    if (problems.isEmpty()) {
      try {
        problems = submit(draft, form);
      } catch (TaskRejectedException e) {
        status = HttpStatus.SERVICE_UNAVAILABLE;
        response.setHeader(HttpHeaders.RETRY_AFTER, "10");
        problems = Map.of(RegistrationRules.FORM, RegistrationRules.BUSY);
      }
    }
    if (problems.isEmpty()) {
      drafts.sent(draft.sentAs(form.name()), request, response);
      return "redirect:/register/progress";
    }
    response.setStatus(status.value());
    return form(draft.sentAs(form.name()), problems, model);
  }

  private Map<String, String> submit(Draft draft, RegistrationForm form) {
    Optional<Task> task = registrations.submit(draft.id(), form.name(), form.secret());
    if (task.isEmpty()) {
      return Map.of(RegistrationRules.FORM, RegistrationRules.already(draft));
    }
    task.get().awaitBegun(PATIENCE);
    return task.get().failure().flatMap(RegistrationRules::objection).orElse(Map.of());
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
    Draft draft = drafts.findSent(request).orElse(null);
    Task task = draft == null ? null : registrations.find(draft.id()).orElse(null);
    if (draft == null || task == null) {
      return "redirect:/register";
    }
    Registrations.Standing standing = registrations.standing(draft.id(), task);
    RegistrationStatus status = standing.status();
    User user = standing.user();
    if (status == RegistrationStatus.REJECTED) {
      return form(draft, task.failure().flatMap(RegistrationRules::objection).orElseThrow(), model);
    }
    if (user != null && status.isSuccess()) {
      drafts.forget(request, response);
      signIn.signIn(user, request, response);
      log.info("{}: user logged in after registering", user.id());
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
