package io.streamcat.examples.web.security;

import io.streamcat.exception.PasswordHashingBusyException;
import io.streamcat.exception.UserSuspendedException;
import io.streamcat.password.UserPasswords;
import io.streamcat.user.User;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.stereotype.Component;

/** The check of passwords, with a limit on attempts. */
@Component
public class PasswordCheck {

  private static final Logger log = LoggerFactory.getLogger(PasswordCheck.class);

  private final UserPasswords passwords;
  private final LoginThrottle throttle;

  PasswordCheck(UserPasswords passwords, LoginThrottle throttle) {
    this.passwords = passwords;
    this.throttle = throttle;
  }

  /**
   * Returns the user with a username and password.
   *
   * @param username the name as typed
   * @param password the password as typed
   * @param client the origin of the attempt
   * @return the user, or empty if name and password do not match
   * @throws TooManyAttemptsException if there were too many attempts; this one was not checked
   * @throws UserSuspendedException if name and password match, but the user is suspended
   * @throws PasswordHashingBusyException if too many users log in at the same time; this attempt
   *     does not count
   */
  public Optional<User> check(String username, String password, Client client) {
    throttle.attempt(username, client);
    Optional<User> user;
    try {
      user = passwords.authenticate(username, password);
    } catch (UserSuspendedException e) {
      // Only the right password leads here.
      throttle.succeeded(username, client);
      throw e;
    } catch (PasswordHashingBusyException e) {
      throttle.withdraw(username, client);
      throw e;
    }
    if (user.isPresent()) {
      throttle.succeeded(username, client);
    } else {
      // The log must not contain names: users sometimes type a password into the field for the
      // name.
      log.info("Login failed, wrong name or password: address={}", client.network());
      for (String limit : throttle.failed(username, client)) {
        log.warn(
            "Logins are locked for up to {} minutes, too many wrong passwords: per={}, address={}",
            LoginThrottle.WINDOW.toMinutes(),
            limit,
            client.network());
      }
    }
    return user;
  }
}
