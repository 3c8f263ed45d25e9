package io.streamcat.examples.web.security;

import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import org.springframework.security.core.Authentication;
import org.springframework.security.web.authentication.SavedRequestAwareAuthenticationSuccessHandler;
import org.springframework.security.web.savedrequest.RequestCache;

/** Marks the browser as known, and opens the page that the user wanted to open. */
final class LoginSuccessHandler extends SavedRequestAwareAuthenticationSuccessHandler {

  private final KnownBrowsers browsers;
  private final RequestCache paths;

  LoginSuccessHandler(KnownBrowsers browsers, RequestCache paths) {
    this.browsers = browsers;
    this.paths = paths;
    setDefaultTargetUrl("/dashboard");
    setRequestCache(paths);
  }

  @Override
  public void onAuthenticationSuccess(
      HttpServletRequest request, HttpServletResponse response, Authentication authentication)
      throws ServletException, IOException {
    browsers.remember(request, response, authentication.getName());
    if (paths.getRequest(request, response) != null) {
      paths.removeRequest(request, response);
    }
    super.onAuthenticationSuccess(request, response, authentication);
  }
}
