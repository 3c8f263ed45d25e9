package io.streamcat.examples.web.security;

import io.streamcat.provisioning.UserProvisioner;
import io.streamcat.user.User;
import io.streamcat.user.UserState;
import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import jakarta.servlet.http.HttpSession;
import java.io.IOException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import org.springframework.security.core.Authentication;
import org.springframework.security.core.context.SecurityContextHolder;
import org.springframework.security.web.authentication.logout.SecurityContextLogoutHandler;
import org.springframework.security.web.util.matcher.RequestMatcher;
import org.springframework.web.filter.OncePerRequestFilter;

/**
 * A filter that reads the logged-in user with each request, and ends the session of a user who was
 * removed, whose password or username has changed since the login, or who has been away too long.
 *
 * <p>Removing an account or changing its password thus ends all its sessions immediately, on every
 * server. Controllers find the user in the request attribute {@link #USER}.
 */
public final class AccountGuard extends OncePerRequestFilter {

  /** The request attribute with the logged-in user, as recorded at the start of the request. */
  public static final String USER = "io.streamcat.examples.web.user";

  private static final String GONE_PAGE = "/login?gone";
  private static final String CHANGED_PAGE = "/login?changed";
  private static final String IDLE_PAGE = "/login?idle";

  /** The header of requests that a page sends on its own. They do not keep a session alive. */
  private static final String AUTOMATIC = "X-Automatic";

  /** The session attribute with the time of the last request that the user has made. */
  private static final String ACTIVE = AccountGuard.class.getName();

  /** The precision of that time, so that few requests change the session. */
  private static final Duration PRECISION = Duration.ofMinutes(1);

  private final UserProvisioner users;
  private final RequestMatcher unguarded;
  private final Duration longestIdle;
  private final Clock clock;
  private final SecurityContextLogoutHandler logout = new SecurityContextLogoutHandler();

  AccountGuard(
      UserProvisioner users, RequestMatcher unguarded, Duration longestIdle, Clock clock) {
    this.users = users;
    this.unguarded = unguarded;
    this.longestIdle = longestIdle;
    this.clock = clock;
  }

  @Override
  protected boolean shouldNotFilter(HttpServletRequest request) {
    return unguarded.matches(request);
  }

  @Override
  protected void doFilterInternal(
      HttpServletRequest request, HttpServletResponse response, FilterChain chain)
      throws ServletException, IOException {
    Authentication authentication = SecurityContextHolder.getContext().getAuthentication();
    if (authentication != null && authentication.getPrincipal() instanceof Account account) {
      Optional<User> user = users.find(account.id()).filter(AccountGuard::isAlive);
      boolean valid =
          user.filter(now -> now.sessionVersion() == account.sessionVersion()).isPresent();
      if (!valid || isIdle(request)) {
        logout.logout(request, response, authentication);
        String page = user.isEmpty() ? GONE_PAGE : CHANGED_PAGE;
        response.sendRedirect(request.getContextPath() + (valid ? IDLE_PAGE : page));
        return;
      }
      request.setAttribute(USER, user.get());
    }
    chain.doFilter(request, response);
  }

  /** Returns whether the user has been away too long; otherwise notes that the user is here. */
  private boolean isIdle(HttpServletRequest request) {
    HttpSession session = request.getSession();
    Instant now = clock.instant();
    Instant active = (Instant) session.getAttribute(ACTIVE);
    if (active != null && active.plus(longestIdle).isBefore(now)) {
      return true;
    }
    boolean automatic = request.getHeader(AUTOMATIC) != null;
    if (active == null || (!automatic && active.plus(PRECISION).isBefore(now))) {
      session.setAttribute(ACTIVE, now);
    }
    return false;
  }

  private static boolean isAlive(User user) {
    return user.state() == UserState.PROVISIONING || user.state() == UserState.ACTIVE;
  }
}
