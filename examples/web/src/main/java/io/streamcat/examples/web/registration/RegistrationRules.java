package io.streamcat.examples.web.registration;

import io.streamcat.examples.web.administration.Administrators;
import io.streamcat.examples.web.progress.Task;
import io.streamcat.exception.DuplicateUserException;
import io.streamcat.exception.InvalidInputException;
import io.streamcat.exception.StreamCatException;
import io.streamcat.password.PasswordPolicy;
import io.streamcat.provisioning.UserProvisioner;
import io.streamcat.user.UserId;
import io.streamcat.user.UsernamePolicy;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.stereotype.Component;

/**
 * The validation of the form. StreamCat checks the same rules but stops at the first problem; the
 * form shows all problems at once.
 */
@Component
class RegistrationRules {

  private static final String USERNAME = "username";

  /** The key of problems that concern no field. */
  static final String FORM = "form";

  static final String TOO_MANY =
      "Too many accounts were created from your network. Please try again in an hour.";
  static final String BUSY =
      "Many people are registering at the moment. Please try again in a few seconds.";

  private static final String TAKEN = "This username is taken. Choose another one.";
  private static final String RESTING =
      "This username belonged to an account that was deleted recently. Choose another one.";

  private final UsernamePolicy usernames;
  private final PasswordPolicy passwords;
  private final UserProvisioner users;
  private final RestingNames restingNames;
  private final Administrators administrators;

  RegistrationRules(
      ObjectProvider<UsernamePolicy> usernames,
      PasswordPolicy passwords,
      UserProvisioner users,
      RestingNames restingNames,
      Administrators administrators) {
    this.usernames = usernames.getIfAvailable(UsernamePolicy::standard);
    this.passwords = passwords;
    this.users = users;
    this.restingNames = restingNames;
    this.administrators = administrators;
  }

  /**
   * Checks a form.
   *
   * @param draft the session's draft
   * @param form the form as sent
   * @param earlier the task of an earlier send of the same draft, if any
   * @return the problems by field, empty if there are none
   */
  Map<String, String> check(Draft draft, RegistrationForm form, Optional<Task> earlier) {
    if (!draft.key().equals(form.key())) {
      return Map.of(FORM, "This page was out of date. Please send it again.");
    }
    if (earlier.isPresent() && earlier.get().failure().isEmpty()) {
      return Map.of();
    }
    Map<String, String> problems = new LinkedHashMap<>();
    note(problems, () -> usernames.check(form.name()));
    note(problems, () -> passwords.check(form.secret(), form.name()));
    if (!problems.containsKey(USERNAME)) {
      if (administrators.isReserved(form.name()) || isTaken(form.name(), draft.id())) {
        problems.put(USERNAME, TAKEN);
      } else if (restingNames.contains(form.name())) {
        problems.put(USERNAME, RESTING);
      }
    }
    return problems;
  }

  /** Returns the problem of a form that was sent before with another name or password. */
  static String already(Draft draft) {
    // Another person may have sent it, whose name is none of this visitor's business.
    return draft.username() == null
        ? "This form was sent already, with another name or password."
        : "You are already registering as " + draft.username() + ".";
  }

  /**
   * Returns whether another user has the name. The applicant may have it already, if the response
   * to an earlier registration was lost.
   */
  private boolean isTaken(String username, UserId applicant) {
    return users.findByUsername(username).filter(user -> !user.id().equals(applicant)).isPresent();
  }

  private static void note(Map<String, String> problems, Runnable check) {
    try {
      check.run();
    } catch (InvalidInputException e) {
      problems.put(e.field(), FieldMessages.of(e));
    }
  }

  /**
   * Returns the problem with the form that caused a failure.
   *
   * @return the problem by field, or empty if the form was not the cause
   */
  static Optional<Map<String, String>> objection(Throwable failure) {
    if (failure instanceof InvalidInputException invalid) {
      return Optional.of(Map.of(invalid.field(), FieldMessages.of(invalid)));
    }
    if (failure instanceof DuplicateUserException duplicate
        && duplicate.field() == DuplicateUserException.Field.USERNAME) {
      return Optional.of(Map.of(USERNAME, message(duplicate)));
    }
    return Optional.empty();
  }

  private static String message(StreamCatException duplicate) {
    return duplicate.retryable()
        ? "This username belongs to an account that is being deleted. It will be "
            + "available in a few minutes."
        : TAKEN;
  }
}
