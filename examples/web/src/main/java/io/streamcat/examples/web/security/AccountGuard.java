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
import org.jspecify.annotations.Nullable;
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
  private static final String SUSPENDED_PAGE = "/login?suspended";
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

  AccountGuard(UserProvisioner users, RequestMatcher unguarded, Duration longestIdle, Clock clock) {
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
      User user = users.find(account.id()).orElse(null);
      String notice = endOfSession(user, account, request);
      if (notice != null) {
        logout.logout(request, response, authentication);
        response.sendRedirect(request.getContextPath() + notice);
        return;
      }
      request.setAttribute(USER, user);
    }
    chain.doFilter(request, response);
  }

  /** Returns the page that says why the session ends, or null if it continues. */
  private @Nullable String endOfSession(
      @Nullable User user, Account account, HttpServletRequest request) {
    if (user == null || user.state().isEnding()) {
      return GONE_PAGE;
    }
    if (user.state() == UserState.SUSPENDED) {
      return SUSPENDED_PAGE;
    }
    if (user.sessionVersion() != account.sessionVersion()) {
      return CHANGED_PAGE;
    }
    return isIdle(request) ? IDLE_PAGE : null;
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
}
