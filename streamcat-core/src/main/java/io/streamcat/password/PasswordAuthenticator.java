package io.streamcat.password;

import io.streamcat.repository.Identity;
import io.streamcat.repository.UserRecord;
import io.streamcat.repository.UserRepository;
import io.streamcat.user.PasswordHash;
import io.streamcat.user.User;
import io.streamcat.user.UserState;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The check of a username and a password; thread safe. */
public final class PasswordAuthenticator {

  private static final Logger log = LoggerFactory.getLogger(PasswordAuthenticator.class);

  private final UserRepository users;
  private final PasswordHasher hasher;
  private volatile @Nullable PasswordHash dummy;

  private PasswordAuthenticator(UserRepository users, PasswordHasher hasher) {
    this.users = users;
    this.hasher = hasher;
  }

  /**
   * Creates an authenticator.
   *
   * @param users the store of users
   * @param hasher the hasher of their passwords
   * @return a new authenticator
   */
  public static PasswordAuthenticator create(UserRepository users, PasswordHasher hasher) {
    return new PasswordAuthenticator(users, hasher);
  }

  /**
   * Authenticates a user. If the stored hash has another algorithm or cost than the hasher's, a
   * fresh one is stored; a failure to store it is logged and changes nothing.
   *
   * <p>An unknown username takes as long as a wrong password. Limiting the number of guesses is the
   * application's task.
   *
   * @param username the username, in any case
   * @param password the password
   * @return the user, in any state except {@link UserState#DEPROVISIONING}; empty if username and
   *     password do not belong together
   */
  public Optional<User> authenticate(String username, String password) {
    UserRecord record = users.findByUsername(username).orElse(null);
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
    if (hasher.needsRehash(hash)) {
      rehash(record, person, password);
    }
    return Optional.of(record.user());
  }

  private void rehash(UserRecord record, Identity person, String password) {
    try {
      UserRecord fresh =
          record
              .with(person.with(hasher.hash(password)), record.updatedAt())
              .written(UUID.randomUUID().toString());
      if (!users.update(record, fresh)) {
        log.debug("The record of {} has changed; its password is hashed again later", person.id());
      }
    } catch (RuntimeException e) {
      log.warn(
          "A fresh password hash of {} could not be stored; the old one stays", person.id(), e);
    }
  }

  /** The hash for unknown users: comparing with it takes as long as with a known user's. */
  private PasswordHash dummy() {
    PasswordHash hash = dummy;
    if (hash == null) {
      hash = hasher.hash("unknown user");
      dummy = hash;
    }
    return hash;
  }
}
