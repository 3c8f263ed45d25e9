package io.streamcat.examples.web.security;

import io.streamcat.exception.PasswordHashingBusyException;
import io.streamcat.password.UserPasswords;
import io.streamcat.user.User;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.stereotype.Component;

/** Looks at passwords, but not at too many. */
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
   * Tells whose username and password these are.
   *
   * @param username the name as typed
   * @param password the password as typed
   * @param address where they come from
   * @return the user, or empty if they do not belong together
   * @throws TooManyAttemptsException if too many were tried; these were not looked at
   * @throws PasswordHashingBusyException if too many people log in at the same time; this attempt
   *     does not count
   */
  public Optional<User> check(String username, String password, String address) {
    // No names here: people type passwords into the field for the name.
    try {
      throttle.attempt(username, address);
    } catch (TooManyAttemptsException e) {
      log.warn("A password from {} was not looked at: too many attempts", address);
      throw e;
    }
    Optional<User> user;
    try {
      user = passwords.authenticate(username, password);
    } catch (PasswordHashingBusyException e) {
      throttle.withdraw(username, address);
      throw e;
    }
    if (user.isPresent()) {
      throttle.succeeded(username, address);
    } else {
      log.info("A wrong name or password from {}", address);
    }
    return user;
  }
}
