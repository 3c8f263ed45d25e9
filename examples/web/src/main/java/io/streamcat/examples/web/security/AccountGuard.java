package io.streamcat.examples.web.security;

import io.streamcat.provisioning.UserProvisioner;
import io.streamcat.user.User;
import io.streamcat.user.UserState;
import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.Optional;
import org.springframework.security.core.Authentication;
import org.springframework.security.core.context.SecurityContextHolder;
import org.springframework.security.web.authentication.logout.SecurityContextLogoutHandler;
import org.springframework.security.web.util.matcher.RequestMatcher;
import org.springframework.web.filter.OncePerRequestFilter;

/**
 * A filter that reads the logged-in user with each request, and ends the session of a user who was
 * removed, or whose password or username has changed since the login.
 *
 * <p>Removing an account or changing its password thus ends all its sessions immediately, on every
 * server. Controllers find the user in the request attribute {@link #USER}.
 */
public final class AccountGuard extends OncePerRequestFilter {

  /** The request attribute with the logged-in user, as recorded at the start of the request. */
  public static final String USER = "io.streamcat.examples.web.user";

  private static final String GONE_PAGE = "/login?gone";
  private static final String CHANGED_PAGE = "/login?changed";

  private final UserProvisioner users;
  private final RequestMatcher unguarded;
  private final SecurityContextLogoutHandler logout = new SecurityContextLogoutHandler();

  AccountGuard(UserProvisioner users, RequestMatcher unguarded) {
    this.users = users;
    this.unguarded = unguarded;
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
      if (user.filter(now -> now.sessionVersion() == account.sessionVersion()).isEmpty()) {
        logout.logout(request, response, authentication);
        response.sendRedirect(
            request.getContextPath() + (user.isEmpty() ? GONE_PAGE : CHANGED_PAGE));
        return;
      }
      request.setAttribute(USER, user.get());
    }
    chain.doFilter(request, response);
  }

  private static boolean isAlive(User user) {
    return user.state() == UserState.PROVISIONING || user.state() == UserState.ACTIVE;
  }
}
