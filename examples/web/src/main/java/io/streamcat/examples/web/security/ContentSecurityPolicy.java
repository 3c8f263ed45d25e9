package io.streamcat.examples.web.security;

import jakarta.servlet.http.HttpServletResponse;
import java.net.URI;

/** The content security policy: what browsers may load, and where they may connect. */
public final class ContentSecurityPolicy {

  /**
   * No inline content, and nothing from other sites except the video, which an emulator serves from
   * this machine.
   */
  static final String STRICT = connectingTo("'self'");

  private ContentSecurityPolicy() {}

  /**
   * Allows one page to connect to one more endpoint.
   *
   * @param response the page, which has no policy yet
   * @param endpoint a URI whose scheme, host and port are allowed
   */
  public static void allowConnections(HttpServletResponse response, URI endpoint) {
    String origin = endpoint.getScheme() + "://" + endpoint.getRawAuthority();
    response.setHeader("Content-Security-Policy", connectingTo("'self' " + origin));
  }

  private static String connectingTo(String sources) {
    return "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self'; connect-src "
        + sources
        + "; media-src https://*.live-video.net http://127.0.0.1:*; form-action 'self'; base-uri 'none';"
        + " frame-ancestors 'none'";
  }
}
