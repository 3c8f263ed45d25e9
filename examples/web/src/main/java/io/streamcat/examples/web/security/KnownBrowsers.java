package io.streamcat.examples.web.security;

import io.streamcat.user.User;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.time.Duration;
import java.util.UUID;
import org.springframework.stereotype.Component;

/**
 * The browsers that have logged in before. Each has a budget of wrong passwords of its own, so that
 * strangers cannot lock out the owner of an account.
 */
@Component
public class KnownBrowsers {

  private static final String COOKIE = "browser";
  private static final Duration LIFETIME = Duration.ofDays(365);

  private final SignedCookies cookies;

  KnownBrowsers(SignedCookies cookies) {
    this.cookies = cookies;
  }

  /**
   * Returns the origin of a login.
   *
   * @param request the request
   * @return address and browser
   */
  public Client client(HttpServletRequest request) {
    return new Client(
        Client.networkOf(request.getRemoteAddr()), cookies.read(request, COOKIE).orElse(null));
  }

  /** Marks a browser whose user knows the password. */
  void remember(HttpServletRequest request, HttpServletResponse response, String username) {
    String mark = mark(username) + UUID.randomUUID();
    cookies.write(request, response, COOKIE, mark, LIFETIME);
  }

  /** Returns the beginning of all marks of a user's browsers. */
  static String mark(String username) {
    return User.usernameKey(username) + ' ';
  }
}
