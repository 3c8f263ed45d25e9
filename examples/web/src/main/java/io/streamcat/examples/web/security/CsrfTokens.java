package io.streamcat.examples.web.security;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import org.jspecify.annotations.Nullable;
import org.springframework.security.web.csrf.CookieCsrfTokenRepository;
import org.springframework.security.web.csrf.CsrfToken;
import org.springframework.security.web.csrf.CsrfTokenRepository;
import org.springframework.security.web.csrf.HttpSessionCsrfTokenRepository;

/**
 * CSRF tokens, in the session of a logged-in user and in a cookie of other visitors, who have no
 * session.
 */
final class CsrfTokens implements CsrfTokenRepository {

  private final HttpSessionCsrfTokenRepository ofSession = new HttpSessionCsrfTokenRepository();
  private final CookieCsrfTokenRepository ofVisitor = new CookieCsrfTokenRepository();

  CsrfTokens() {
    ofVisitor.setCookieName("csrf");
    ofVisitor.setCookieCustomizer(cookie -> cookie.sameSite("Lax"));
  }

  @Override
  public CsrfToken generateToken(HttpServletRequest request) {
    return ofSession.generateToken(request);
  }

  @Override
  public void saveToken(
      @Nullable CsrfToken token, HttpServletRequest request, HttpServletResponse response) {
    repository(request).saveToken(token, request, response);
  }

  @Override
  public @Nullable CsrfToken loadToken(HttpServletRequest request) {
    return repository(request).loadToken(request);
  }

  private CsrfTokenRepository repository(HttpServletRequest request) {
    return request.getSession(false) == null ? ofVisitor : ofSession;
  }
}
