package io.streamcat.examples.web.registration;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import io.streamcat.examples.web.progress.BackgroundTasks;
import io.streamcat.examples.web.progress.ProgressBoard;
import io.streamcat.examples.web.progress.Task;
import io.streamcat.exception.OverloadedException;
import io.streamcat.exception.PasswordHashingBusyException;
import io.streamcat.provisioning.FailurePolicy;
import io.streamcat.provisioning.UserProvisioner;
import io.streamcat.user.NewUser;
import io.streamcat.user.User;
import io.streamcat.user.UserId;
import io.streamcat.user.UserState;
import java.security.GeneralSecurityException;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.HexFormat;
import java.util.Optional;
import javax.crypto.Mac;
import javax.crypto.SecretKey;
import javax.crypto.spec.SecretKeySpec;
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

  private static final String ALGORITHM = "HmacSHA256";

  private final UserProvisioner users;
  private final BackgroundTasks tasks;
  private final FailurePolicy failurePolicy;
  private final SecretKey key;

  /** The keyed hashes of what was sent, to recognise a form that is sent twice. */
  private final Cache<UserId, String> proofs =
      Caffeine.newBuilder().maximumSize(10_000).expireAfterAccess(Duration.ofMinutes(15)).build();

  Registrations(
      UserProvisioner users,
      ProgressBoard board,
      TaskExecutor executor,
      @Value("${streamcat.failure-policy:roll-back}") FailurePolicy failurePolicy) {
    this.users = users;
    this.tasks = new BackgroundTasks("registration", board, executor);
    this.failurePolicy = failurePolicy;
    byte[] random = new byte[32];
    new SecureRandom().nextBytes(random);
    this.key = new SecretKeySpec(random, ALGORITHM);
  }

  /**
   * Starts a registration, unless it is running or complete already. A failed registration is
   * started again.
   *
   * @param id the future user's id
   * @return the task, or empty if the same form was sent with another name or password, perhaps by
   *     another person, who must not be logged in
   * @throws org.springframework.core.task.TaskRejectedException if too many registrations wait
   */
  Optional<Task> submit(UserId id, String username, String password) {
    String proof = keyedHash(username, password);
    String first =
        proofs
            .asMap()
            .compute(id, (key, earlier) -> earlier == null || hasFailed(id) ? proof : earlier);
    if (!proof.equals(first)) {
      return Optional.empty();
    }
    // With an id chosen by the site, a repetition returns the same user on any server.
    NewUser newUser = new NewUser(id, username, password, null);
    return Optional.of(tasks.submit(id, () -> users.provision(newUser)));
  }

  private boolean hasFailed(UserId id) {
    return tasks.find(id).flatMap(Task::failure).isPresent();
  }

  /** Returns a text that shows nothing of the password, for comparisons. */
  private String keyedHash(String username, String password) {
    try {
      Mac mac = Mac.getInstance(ALGORITHM);
      mac.init(key);
      return HexFormat.of()
          .formatHex(mac.doFinal((User.usernameKey(username) + '\0' + password).getBytes(UTF_8)));
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("Every Java runtime must have " + ALGORITHM, e);
    }
  }

  /** Returns whether a user exists, on whichever server the registration ran. */
  boolean isRegistered(UserId id) {
    return users
        .find(id)
        .filter(user -> user.state().isRegistered() || user.state().isRegistering())
        .isPresent();
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
    Throwable failure = task.failure().orElse(null);
    if (failure != null && RegistrationRules.objection(failure).isPresent()) {
      return RegistrationStatus.REJECTED;
    }
    if (failure instanceof PasswordHashingBusyException || failure instanceof OverloadedException) {
      return RegistrationStatus.BUSY;
    }
    return user == null ? RegistrationStatus.UNDONE : status(user.state());
  }

  private RegistrationStatus status(UserState state) {
    return switch (state) {
      case ACTIVE, SUSPENDED -> RegistrationStatus.COMPLETE;
      case QUEUED -> RegistrationStatus.KEPT;
      case PROVISIONING ->
          failurePolicy == FailurePolicy.RESUME
              ? RegistrationStatus.KEPT
              : RegistrationStatus.BEING_UNDONE;
      case DEPROVISIONING -> RegistrationStatus.BEING_UNDONE;
      case REMOVED, SPARE -> RegistrationStatus.UNDONE;
    };
  }
}
