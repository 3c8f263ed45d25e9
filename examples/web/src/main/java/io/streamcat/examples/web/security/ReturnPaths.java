package io.streamcat.examples.web.security;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.time.Duration;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpMethod;
import org.springframework.security.web.savedrequest.RequestCache;
import org.springframework.security.web.savedrequest.SavedRequest;
import org.springframework.security.web.savedrequest.SimpleSavedRequest;
import org.springframework.security.web.util.matcher.RequestMatcher;

/**
 * The page that a visitor wanted to open before the login: only its path, only that of known pages,
 * and in a cookie, so that visitors take no memory.
 */
final class ReturnPaths implements RequestCache {

  private static final String COOKIE = "return";
  private static final Duration LIFETIME = Duration.ofMinutes(10);

  private final SignedCookies cookies;
  private final RequestMatcher pages;

  ReturnPaths(SignedCookies cookies, RequestMatcher pages) {
    this.cookies = cookies;
    this.pages = pages;
  }

  @Override
  public void saveRequest(HttpServletRequest request, HttpServletResponse response) {
    if (request.getMethod().equals(HttpMethod.GET.name()) && pages.matches(request)) {
      cookies.write(request, response, COOKIE, request.getServletPath(), LIFETIME);
    }
  }

  @Override
  public @Nullable SavedRequest getRequest(
      HttpServletRequest request, HttpServletResponse response) {
    return cookies.read(request, COOKIE).map(SimpleSavedRequest::new).orElse(null);
  }

  @Override
  public @Nullable HttpServletRequest getMatchingRequest(
      HttpServletRequest request, HttpServletResponse response) {
    // A path needs no replay of the request.
    return null;
  }

  @Override
  public void removeRequest(HttpServletRequest request, HttpServletResponse response) {
    cookies.delete(request, response, COOKIE);
  }
}
