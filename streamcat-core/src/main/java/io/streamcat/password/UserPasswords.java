package io.streamcat.password;

import io.streamcat.exception.Check;
import io.streamcat.exception.InvalidInputException;
import io.streamcat.exception.StorageException;
import io.streamcat.exception.UserNotFoundException;
import io.streamcat.repository.Identity;
import io.streamcat.repository.UserRecord;
import io.streamcat.repository.UserRepository;
import io.streamcat.user.PasswordHash;
import io.streamcat.user.User;
import io.streamcat.user.UserId;
import io.streamcat.user.UserState;
import java.time.Clock;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Objects;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The passwords of users: authentication, change and reset. Thread safe, and safe to use from many
 * servers on one repository.
 *
 * <pre>{@code
 * Optional<User> user = streamcat.passwords().authenticate(username, password);
 * }</pre>
 */
public final class UserPasswords {

  private static final Logger log = LoggerFactory.getLogger(UserPasswords.class);
  private static final String CURRENT = "currentPassword";

  private final UserRepository users;
  private final PasswordHasher hasher;
  private final PasswordPolicy policy;
  private final Clock clock;
  private volatile @Nullable PasswordHash dummy;

  private UserPasswords(
      UserRepository users, PasswordHasher hasher, PasswordPolicy policy, Clock clock) {
    this.users = Check.given("users", users);
    this.hasher = Check.given("hasher", hasher);
    this.policy = Check.given("policy", policy);
    this.clock = Check.given("clock", clock);
  }

  /**
   * Creates the passwords of the users of a repository.
   *
   * @param users the store of users
   * @param hasher the hasher of their passwords
   * @param policy the rules for new passwords
   * @param clock the clock of changes
   * @return the passwords
   */
  public static UserPasswords create(
      UserRepository users, PasswordHasher hasher, PasswordPolicy policy, Clock clock) {
    return new UserPasswords(users, hasher, policy, clock);
  }

  /**
   * Authenticates a user. If the stored hash has another algorithm or cost than the hasher's, a new
   * hash is stored; a failure to create or store the new hash is logged and has no effect.
   *
   * <p>An unknown username takes as long as a wrong password. The application must limit the number
   * of attempts.
   *
   * @param username the username, in any case
   * @param password the password
   * @return the user, provisioning or active; empty if the username or the password is wrong
   * @throws io.streamcat.exception.UserSuspendedException if both are right and the user is
   *     suspended
   * @throws InvalidInputException if one of them is null
   * @throws io.streamcat.exception.PasswordHashingBusyException if too many passwords are verified
   *     at the same time
   */
  public Optional<User> authenticate(String username, String password) {
    Check.given("password", password);
    UserRecord record = users.findByUsername(Check.given("username", username)).orElse(null);
    Identity person = record == null ? null : record.identity();
    PasswordHash hash = person == null ? null : person.passwordHash();
    boolean right = hasher.verify(password, hash == null ? dummy() : hash);
    if (record == null
        || person == null
        || hash == null
        || !right
        || record.state() == UserState.DEPROVISIONING) {
      return Optional.empty();
    }
    rehash(record, person, hash, password);
    return Optional.of(record.user().requireNotSuspended());
  }

  private void rehash(UserRecord record, Identity person, PasswordHash hash, String password) {
    try {
      if (!hasher.needsRehash(hash)) {
        return;
      }
      UserRecord fresh =
          record.with(person.rehashed(hasher.hash(password)), record.updatedAt()).written(writer());
      if (!users.update(record, fresh)) {
        log.debug(
            "The record of {} has changed; the password will be hashed again later", person.id());
      }
    } catch (Throwable e) {
      // Includes Errors, for example of the application's key storage: the password is correct.
      log.warn("Storing a new password hash of {} failed; keeping the old one", person.id(), e);
    }
  }

  /**
   * Changes a password on behalf of a user who knows the current one. Sessions of an older {@link
   * User#sessionVersion()} should end.
   *
   * @param id the user's id
   * @param currentPassword the current password
   * @param newPassword the new password
   * @return the user with the next session version
   * @throws InvalidInputException with the field {@code currentPassword} if it is wrong, {@code
   *     password} if the policy rejects the new one, or {@code username} if the user has none;
   *     nothing was changed
   * @throws UserNotFoundException if the user is unknown, or is being removed
   * @throws io.streamcat.exception.PasswordHashingBusyException if too many passwords are hashed at
   *     the same time; nothing was changed
   * @throws StorageException if the change could not be stored, or if its outcome is unknown
   */
  public User change(UserId id, String currentPassword, String newPassword) {
    return set(id, Check.given(CURRENT, currentPassword), newPassword);
  }

  /**
   * Replaces a forgotten password, or sets the first one. The application must verify that the
   * request comes from the user. Sessions of an older {@link User#sessionVersion()} should end.
   *
   * @param id the user's id
   * @param newPassword the new password
   * @return the user with the next session version
   * @throws InvalidInputException with the field {@code password} if the policy rejects the
   *     password, or {@code username} if the user has none; nothing was changed
   * @throws UserNotFoundException if the user is unknown, or is being removed
   * @throws io.streamcat.exception.PasswordHashingBusyException if too many passwords are hashed at
   *     the same time; nothing was changed
   * @throws StorageException if the change could not be stored, or if its outcome is unknown
   */
  public User replace(UserId id, String newPassword) {
    return set(id, null, newPassword);
  }

  /**
   * Stores a hash that another system has made, so that the user logs in with the password of that
   * system. The next {@link #authenticate} replaces it by a hash of this hasher. Sessions of an
   * older {@link User#sessionVersion()} should end.
   *
   * <p>The password policy is not checked, because the password is unknown.
   *
   * @param id the user's id
   * @param hash the hash, in a form that the hasher can verify
   * @return the user with the next session version
   * @throws InvalidInputException with the field {@code passwordHash} if the hasher cannot verify
   *     the hash, or {@code username} if the user has none; nothing was changed
   * @throws UserNotFoundException if the user is unknown, or is being removed
   * @throws StorageException if the change could not be stored, or if its outcome is unknown
   */
  public User adopt(UserId id, PasswordHash hash) {
    Check.given("userId", id);
    Check.that(
        hasher.canVerify(Check.given("passwordHash", hash)),
        "passwordHash",
        "one that the hasher can verify; Argon2, bcrypt, scrypt or PBKDF2, at an affordable cost",
        "has an unknown form or illegal or excessive parameters");
    while (true) {
      UserRecord stored = stored(id);
      requireUsername(person(stored));
      UserRecord next = stored.with(person(stored).withPassword(hash), now()).written(writer());
      if (update(stored, next)) {
        return next.user();
      }
    }
  }

  private User set(UserId id, @Nullable String current, String newPassword) {
    Check.given("userId", id);
    Check.given("password", newPassword);
    UserRecord stored = stored(id);
    requireAllowed(stored, current, newPassword);
    PasswordHash fresh = hasher.hash(newPassword);
    while (true) {
      Identity person = person(stored);
      UserRecord next = stored.with(person.withPassword(fresh), now()).written(writer());
      if (update(stored, next)) {
        return next.user();
      }
      UserRecord changed = stored(id);
      if (!person.equals(changed.identity())) {
        requireAllowed(changed, current, newPassword);
      }
      stored = changed;
    }
  }

  private void requireAllowed(UserRecord stored, @Nullable String current, String newPassword) {
    Identity person = person(stored);
    policy.check(newPassword, requireUsername(person));
    if (current != null) {
      PasswordHash hash = person.passwordHash();
      Check.that(
          hash != null && hasher.verify(current, hash),
          CURRENT,
          "the user's current password",
          "is wrong");
    }
  }

  private static String requireUsername(Identity person) {
    String username = person.username();
    if (username == null) {
      throw new InvalidInputException(
          "username", "set by users().rename(…) before a password is set", "is missing");
    }
    return username;
  }

  private UserRecord stored(UserId id) {
    return users
        .findById(id)
        .filter(record -> !record.state().isEnding())
        .orElseThrow(() -> new UserNotFoundException(id.value()));
  }

  private static Identity person(UserRecord record) {
    return Objects.requireNonNull(record.identity());
  }

  /**
   * Writes a record; if the answer is lost, the stored hash, whose salt is unique, shows the
   * outcome.
   */
  private boolean update(UserRecord expected, UserRecord next) {
    try {
      return users.update(expected, next);
    } catch (StorageException e) {
      if (e.retryable() && isStored(next)) {
        return true;
      }
      throw e;
    }
  }

  private boolean isStored(UserRecord next) {
    PasswordHash fresh = person(next).passwordHash();
    return users
        .findByKey(next.key())
        .map(UserRecord::identity)
        .filter(stored -> Objects.equals(stored.passwordHash(), fresh))
        .isPresent();
  }

  private Instant now() {
    return clock.instant().truncatedTo(ChronoUnit.MICROS);
  }

  private static String writer() {
    return UUID.randomUUID().toString();
  }

  /**
   * Returns the hash for unknown users, whose verification takes as long as that of a known user's
   * hash.
   */
  private PasswordHash dummy() {
    PasswordHash hash = dummy;
    if (hash == null) {
      hash = hasher.hash("unknown user");
      dummy = hash;
    }
    return hash;
  }
}
