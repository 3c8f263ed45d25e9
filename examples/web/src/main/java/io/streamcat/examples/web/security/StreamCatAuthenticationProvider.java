package io.streamcat.examples.web.security;

import io.streamcat.exception.PasswordHashingBusyException;
import io.streamcat.exception.UserSuspendedException;
import io.streamcat.user.User;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.security.authentication.AuthenticationProvider;
import org.springframework.security.authentication.AuthenticationServiceException;
import org.springframework.security.authentication.BadCredentialsException;
import org.springframework.security.authentication.LockedException;
import org.springframework.security.authentication.UsernamePasswordAuthenticationToken;
import org.springframework.security.core.Authentication;
import org.springframework.security.core.authority.SimpleGrantedAuthority;
import org.springframework.stereotype.Component;

/**
 * Connects Spring Security's login form to the passwords in StreamCat.
 *
 * <p>Spring Security finds this bean because it is the only one of its type. If the configuration
 * of the pages named it as well, it would be called twice and each attempt would count double.
 */
@Component
class StreamCatAuthenticationProvider implements AuthenticationProvider {

  private static final Logger log = LoggerFactory.getLogger(StreamCatAuthenticationProvider.class);

  private final PasswordCheck passwords;

  StreamCatAuthenticationProvider(PasswordCheck passwords) {
    this.passwords = passwords;
  }

  @Override
  public Authentication authenticate(Authentication attempt) {
    User user =
        check(attempt, (Client) Objects.requireNonNull(attempt.getDetails()))
            .orElseThrow(() -> new BadCredentialsException("Wrong name or password"));
    log.info("{}: user logged in", user.id());
    return authenticated(user);
  }

  private Optional<User> check(Authentication attempt, Client client) {
    try {
      return passwords.check(attempt.getName(), String.valueOf(attempt.getCredentials()), client);
    } catch (UserSuspendedException e) {
      throw new LockedException("The account is suspended", e);
    } catch (PasswordHashingBusyException e) {
      throw new AuthenticationServiceException("Too many logins at the same time", e);
    }
  }

  /** Returns the authentication that a session holds. */
  static Authentication authenticated(User user) {
    return UsernamePasswordAuthenticationToken.authenticated(
        Account.of(user), null, List.of(new SimpleGrantedAuthority("ROLE_USER")));
  }

  @Override
  public boolean supports(Class<?> type) {
    return UsernamePasswordAuthenticationToken.class.isAssignableFrom(type);
  }
}
