package io.streamcat.examples.web.registration;

import io.streamcat.examples.web.progress.BackgroundTasks;
import io.streamcat.examples.web.progress.ProgressBoard;
import io.streamcat.examples.web.progress.Task;
import io.streamcat.provisioning.FailurePolicy;
import io.streamcat.provisioning.UserProvisioner;
import io.streamcat.user.NewUser;
import io.streamcat.user.User;
import io.streamcat.user.UserId;
import io.streamcat.user.UserState;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.core.task.TaskExecutor;
import org.springframework.stereotype.Service;

/**
 * Runs registrations in the background.
 *
 * <p>The executor limits how many run at once; the password hasher limits how many of them hash.
 */
@Service
class Registrations {

  private final UserProvisioner users;
  private final BackgroundTasks tasks;
  private final FailurePolicy failurePolicy;

  Registrations(
      UserProvisioner users,
      ProgressBoard board,
      TaskExecutor executor,
      @Value("${streamcat.failure-policy:roll-back}") FailurePolicy failurePolicy) {
    this.users = users;
    this.tasks = new BackgroundTasks("registration", board, executor);
    this.failurePolicy = failurePolicy;
  }

  /**
   * Starts a registration, unless it is running or complete already. A failed registration is
   * started again.
   *
   * @param id the future user's id, which must be secret: a caller who knows it receives the user
   */
  Task submit(UserId id, String username, String password) {
    // With an id chosen by the site, a repetition returns the same user on any server.
    NewUser newUser = new NewUser(id, username, password, null);
    return tasks.submit(id, () -> users.provision(newUser));
  }

  Optional<Task> find(UserId id) {
    return tasks.find(id);
  }

  /**
   * The state of a registration.
   *
   * @param status its status
   * @param user the user as recorded, or null if there is none
   */
  record Standing(RegistrationStatus status, @Nullable User user) {}

  /** Returns the state of a registration; recovery may have continued one that failed. */
  Standing standing(UserId id, Task task) {
    // The order matters: otherwise a user completed in between would look unfinished.
    boolean over = task.isOver();
    User user = users.find(id).orElse(null);
    return new Standing(over ? ended(task, user) : RegistrationStatus.UNDER_WAY, user);
  }

  private RegistrationStatus ended(Task task, @Nullable User user) {
    if (task.failure().flatMap(RegistrationRules::objection).isPresent()) {
      return RegistrationStatus.REJECTED;
    }
    return user == null ? RegistrationStatus.UNDONE : status(user.state());
  }

  private RegistrationStatus status(UserState state) {
    return switch (state) {
      case ACTIVE, SUSPENDED -> RegistrationStatus.COMPLETE;
      case PROVISIONING ->
          failurePolicy == FailurePolicy.RESUME
              ? RegistrationStatus.KEPT
              : RegistrationStatus.BEING_UNDONE;
      case DEPROVISIONING -> RegistrationStatus.BEING_UNDONE;
      case REMOVED, SPARE -> RegistrationStatus.UNDONE;
    };
  }
}
