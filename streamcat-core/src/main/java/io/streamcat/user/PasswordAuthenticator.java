package io.streamcat.user;

import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Tells whether a username and a password belong together; thread safe. */
public final class PasswordAuthenticator {

  private final UserRepository users;
  private final PasswordHasher hasher;
  private volatile @Nullable PasswordHash nobodys;

  private PasswordAuthenticator(UserRepository users, PasswordHasher hasher) {
    this.users = users;
    this.hasher = hasher;
  }

  /**
   * Creates an authenticator.
   *
   * @param users where users are stored
   * @param hasher what their passwords were hashed with
   * @return a new authenticator
   */
  public static PasswordAuthenticator create(UserRepository users, PasswordHasher hasher) {
    return new PasswordAuthenticator(users, hasher);
  }

  /**
   * Authenticates a user, and stores a fresh hash if the stored one is of another algorithm or cost
   * than today's.
   *
   * <p>An unknown username takes as long as a wrong password. Guarding against many guesses is the
   * application's business.
   *
   * @param username the username, in any case
   * @param password the password
   * @return the user, in whatever state but {@link UserState#DEPROVISIONING}; empty if the two do
   *     not belong together
   */
  public Optional<User> authenticate(String username, String password) {
    StoredUser stored = users.findByUsername(username).orElse(null);
    PasswordHash hash = stored == null ? null : stored.passwordHash();
    boolean right = hasher.verify(password, hash == null ? nobodys() : hash);
    if (stored == null
        || hash == null
        || !right
        || stored.user().state() == UserState.DEPROVISIONING) {
      return Optional.empty();
    }
    if (hasher.needsRehash(hash)) {
      users.replacePasswordHash(stored.user().id(), hash, hasher.hash(password));
    }
    return Optional.of(stored.user());
  }

  /**
   * What an unknown user's password is verified against, so that it takes as long as a known one's.
   */
  private PasswordHash nobodys() {
    PasswordHash hash = nobodys;
    if (hash == null) {
      hash = hasher.hash("nobody's");
      nobodys = hash;
    }
    return hash;
  }
}
