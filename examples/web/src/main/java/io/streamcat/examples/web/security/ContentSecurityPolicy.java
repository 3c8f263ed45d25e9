package io.streamcat.examples.web.security;

import jakarta.servlet.http.HttpServletResponse;
import java.net.URI;

/** What browsers may load, and where they may connect. */
public final class ContentSecurityPolicy {

  /** Nothing inline, nothing from elsewhere but the video itself. */
  static final String STRICT = connectingTo("'self'");

  private ContentSecurityPolicy() {}

  /**
   * Lets one page connect to one place more.
   *
   * @param response the page, for which no policy is set yet
   * @param endpoint a URI whose scheme, host and port are what is allowed
   */
  public static void allowConnections(HttpServletResponse response, URI endpoint) {
    String origin = endpoint.getScheme() + "://" + endpoint.getRawAuthority();
    response.setHeader("Content-Security-Policy", connectingTo("'self' " + origin));
  }

  private static String connectingTo(String sources) {
    return "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self'; connect-src "
        + sources
        + "; media-src https://*.live-video.net; form-action 'self'; base-uri 'none';"
        + " frame-ancestors 'none'";
  }
}
