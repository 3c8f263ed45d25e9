package io.streamcat.emulator;

import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * A token as a client presents it, with the client's origin and country. Immutable.
 *
 * @param token a playback token or a participant token; it never appears in {@link #toString()}
 * @param origin the {@code Origin} header of a browser's request, or null without one
 * @param country the viewer's country as two letters of ISO 3166-1, or null if it is unknown
 */
public record PresentedToken(String token, @Nullable String origin, @Nullable String country) {
  /** Describes a token. */
  public PresentedToken {
    Objects.requireNonNull(token, "token");
  }

  /**
   * Creates a presented token without an origin and a country.
   *
   * @param token a playback token or a participant token
   * @return the token, without an origin and a country
   */
  public static PresentedToken of(String token) {
    return new PresentedToken(token, null, null);
  }

  /**
   * Returns this token with an origin.
   *
   * @param newOrigin an origin, such as {@code https://example.com}
   * @return the token
   */
  public PresentedToken origin(String newOrigin) {
    return new PresentedToken(token, newOrigin, country);
  }

  /**
   * Returns this token with a country.
   *
   * @param newCountry a country, such as {@code NL}
   * @return the token
   */
  public PresentedToken country(String newCountry) {
    return new PresentedToken(token, origin, newCountry);
  }

  /** Returns the origin and the country, without the token. */
  @Override
  public String toString() {
    return "PresentedToken[origin=" + origin + ", country=" + country + "]";
  }
}
