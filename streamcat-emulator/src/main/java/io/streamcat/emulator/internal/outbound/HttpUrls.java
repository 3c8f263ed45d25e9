package io.streamcat.emulator.internal.outbound;

import java.net.URI;

/** A check of URLs that HTTP clients can use. */
public final class HttpUrls {
  private HttpUrls() {}

  /**
   * Returns an http or https URL unchanged.
   *
   * @param name the name of the setting, for the message of the exception
   * @param url a URL
   * @return the same URL
   * @throws IllegalArgumentException if the URL has another scheme or no host
   */
  public static URI require(String name, URI url) {
    boolean http = "http".equalsIgnoreCase(url.getScheme());
    if (!(http || "https".equalsIgnoreCase(url.getScheme())) || url.getHost() == null) {
      throw new IllegalArgumentException(name + " must be an http or https URL with a host");
    }
    return url;
  }
}
