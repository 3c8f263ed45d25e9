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
import org.springframework.beans.factory.annotation.Value;
import org.springframework.core.task.TaskExecutor;
import org.springframework.stereotype.Service;

/**
 * Runs registrations in the background.
 *
 * <p>The executor decides how many run at once: each needs 19 MiB for a moment, to hash its
 * password.
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
   * Tells what has become of a registration.
   *
   * @param user what is in the database now: recovery may have gone on with what has failed
   */
  Outcome outcome(Task task, Optional<User> user) {
    if (!task.isOver()) {
      return Outcome.UNDER_WAY;
    }
    if (task.failure().flatMap(RegistrationRules::objection).isPresent()) {
      return Outcome.REFUSED;
    }
    return user.map(User::state).map(this::outcome).orElse(Outcome.UNDONE);
  }

  private Outcome outcome(UserState state) {
    return switch (state) {
      case ACTIVE -> Outcome.COMPLETE;
      case PROVISIONING ->
          failurePolicy == FailurePolicy.RESUME ? Outcome.KEPT : Outcome.BEING_UNDONE;
      case DEPROVISIONING -> Outcome.BEING_UNDONE;
      case REMOVED -> Outcome.UNDONE;
    };
  }
}
