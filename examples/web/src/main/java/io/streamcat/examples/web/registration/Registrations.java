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
 * <p>The executor decides how many run at once; the hasher decides how many of them hash.
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
   * Begins a registration, unless it is under way or complete already. One that has failed begins
   * anew.
   *
   * @param id the id the user is to have; whoever knows it is given the user
   */
  Task submit(UserId id, String username, String password) {
    // An id of the application's own makes a repetition return the same user, on any server.
    NewUser newUser = new NewUser(id, username, password, null);
    return tasks.submit(id, () -> users.provision(newUser));
  }

  Optional<Task> find(UserId id) {
    return tasks.find(id);
  }

  /**
   * Where a registration stands.
   *
   * @param outcome what has become of it
   * @param user the user as recorded, or null if there is none
   */
  record Standing(RegistrationStatus outcome, @Nullable User user) {}

  /** Tells where a registration stands; recovery may have gone on with what has failed. */
  Standing standing(UserId id, Task task) {
    // In this order: a user who is completed just now would look like one who was left unfinished.
    boolean over = task.isOver();
    User user = users.find(id).orElse(null);
    return new Standing(over ? ended(task, user) : RegistrationStatus.UNDER_WAY, user);
  }

  private RegistrationStatus ended(Task task, @Nullable User user) {
    if (task.failure().flatMap(RegistrationRules::objection).isPresent()) {
      return RegistrationStatus.REFUSED;
    }
    return user == null ? RegistrationStatus.UNDONE : outcome(user.state());
  }

  private RegistrationStatus outcome(UserState state) {
    return switch (state) {
      case ACTIVE -> RegistrationStatus.COMPLETE;
      case PROVISIONING ->
          failurePolicy == FailurePolicy.RESUME
              ? RegistrationStatus.KEPT
              : RegistrationStatus.BEING_UNDONE;
      case DEPROVISIONING -> RegistrationStatus.BEING_UNDONE;
      case REMOVED, SPARE -> RegistrationStatus.UNDONE;
    };
  }
}
