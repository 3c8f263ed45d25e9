package io.streamcat.examples.web.security;

import io.streamcat.user.User;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import org.springframework.security.core.Authentication;
import org.springframework.security.core.context.SecurityContext;
import org.springframework.security.core.context.SecurityContextHolder;
import org.springframework.security.web.authentication.session.ChangeSessionIdAuthenticationStrategy;
import org.springframework.security.web.authentication.session.SessionAuthenticationStrategy;
import org.springframework.security.web.context.HttpSessionSecurityContextRepository;
import org.springframework.security.web.context.SecurityContextRepository;
import org.springframework.stereotype.Component;

/**
 * The login of a user who has just registered or changed the password, with the same safeguards as
 * the login form.
 */
@Component
public class SignIn {

  private final SecurityContextRepository contexts = new HttpSessionSecurityContextRepository();
  private final SessionAuthenticationStrategy newSessionId =
      new ChangeSessionIdAuthenticationStrategy();
  private final CsrfTokens csrfTokens = new CsrfTokens();
  private final KnownBrowsers browsers;

  SignIn(KnownBrowsers browsers) {
    this.browsers = browsers;
  }

  /**
   * Logs a user in.
   *
   * @param user the authenticated user
   * @param request the user's request
   * @param response its response
   */
  public void signIn(User user, HttpServletRequest request, HttpServletResponse response) {
    Authentication authentication = StreamCatAuthenticationProvider.authenticated(user);
    newSessionId.onAuthentication(authentication, request, response);
    csrfTokens.saveToken(null, request, response);
    SecurityContext context = SecurityContextHolder.createEmptyContext();
    context.setAuthentication(authentication);
    SecurityContextHolder.setContext(context);
    contexts.saveContext(context, request, response);
    browsers.remember(request, response, String.valueOf(user.username()));
  }
}
