package io.streamcat.examples.web.security;

import jakarta.servlet.http.HttpServletResponse;
import java.net.URI;
import org.jspecify.annotations.Nullable;

/** The content security policy: what browsers may load, and where they may connect. */
public final class ContentSecurityPolicy {

  /** The hosts of Amazon IVS that deliver video. */
  private static final String VIDEO = "https://*.live-video.net";

  /** No inline content, and nothing from other sites except the video. */
  static final String STRICT = policy("'self'", "", "");

  private ContentSecurityPolicy() {}

  /**
   * Allows a page to connect to a chat room, to play a picture and to show thumbnails.
   *
   * @param response the page
   * @param chat a URI whose scheme, host and port are allowed, or null
   * @param picture the address of the picture, or null if there is none
   * @param thumbnails the address of thumbnails, or null if there are none
   */
  public static void allow(
      HttpServletResponse response,
      @Nullable URI chat,
      @Nullable URI picture,
      @Nullable URI thumbnails) {
    // The player of browsers without HLS fetches the video itself, and hands it over as a blob.
    String video = picture == null ? "" : ' ' + VIDEO + ' ' + origin(picture);
    String connections = "'self'" + (chat == null ? "" : ' ' + origin(chat)) + video;
    String media = picture == null ? "" : " blob: " + origin(picture);
    String images = thumbnails == null ? "" : ' ' + origin(thumbnails);
    response.setHeader("Content-Security-Policy", policy(connections, media, images));
  }

  private static String origin(URI uri) {
    return uri.getScheme() + "://" + uri.getRawAuthority();
  }

  private static String policy(String connections, String media, String images) {
    return "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self'"
        + images
        + "; connect-src "
        + connections
        + "; media-src "
        + VIDEO
        + media
        + "; form-action 'self'; base-uri 'none'; frame-ancestors 'none'";
  }
}
