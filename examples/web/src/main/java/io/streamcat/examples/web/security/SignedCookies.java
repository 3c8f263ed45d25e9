package io.streamcat.examples.web.security;

import static java.nio.charset.StandardCharsets.UTF_8;

import jakarta.servlet.http.Cookie;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.Duration;
import java.util.Base64;
import java.util.Optional;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.http.HttpHeaders;
import org.springframework.http.ResponseCookie;
import org.springframework.stereotype.Component;
import org.springframework.util.StringUtils;
import org.springframework.web.util.WebUtils;

/**
 * Cookies that only this site can have written. Visitors who are not logged in have no session, so
 * that they take no memory; these cookies hold the little that the site must remember of them.
 *
 * <p>A cookie is signed with its name and its end. It is not encrypted. All servers need the same
 * key.
 */
@Component
public class SignedCookies {

  private static final String ALGORITHM = "HmacSHA256";
  private static final int MIN_KEY_LENGTH = 32;
  private static final Base64.Encoder ENCODER = Base64.getUrlEncoder().withoutPadding();

  private final SecretKeySpec key;
  private final Clock clock;

  /**
   * Creates the cookies.
   *
   * @param key at least 32 characters, or an empty text for a new random key, so that cookies end
   *     with the process
   * @param clock the clock of the ends
   */
  SignedCookies(@Value("${site.cookie-key:}") String key, Clock clock) {
    if (StringUtils.hasText(key) && key.length() < MIN_KEY_LENGTH) {
      throw new IllegalArgumentException(
          "site.cookie-key is too short; set at least " + MIN_KEY_LENGTH + " random characters");
    }
    this.key =
        new SecretKeySpec(StringUtils.hasText(key) ? key.getBytes(UTF_8) : random(), ALGORITHM);
    this.clock = clock;
  }

  private static byte[] random() {
    byte[] bytes = new byte[MIN_KEY_LENGTH];
    new SecureRandom().nextBytes(bytes);
    return bytes;
  }

  /**
   * Writes a cookie.
   *
   * @param request the request, which shows whether the connection is secure
   * @param response the response
   * @param name the name of the cookie
   * @param value its value, which its owner can read
   * @param lifetime the time after which it is invalid
   */
  public void write(
      HttpServletRequest request,
      HttpServletResponse response,
      String name,
      String value,
      Duration lifetime) {
    String content =
        ENCODER.encodeToString(value.getBytes(UTF_8))
            + '.'
            + clock.instant().plus(lifetime).getEpochSecond();
    send(request, response, name, content + '.' + signature(name, content), lifetime);
  }

  /**
   * Reads a cookie.
   *
   * @param request the request
   * @param name the name of the cookie
   * @return its value, or empty if it is missing, was not written by this site or has ended
   */
  public Optional<String> read(HttpServletRequest request, String name) {
    Cookie cookie = WebUtils.getCookie(request, name);
    String text = cookie == null ? "" : cookie.getValue();
    int end = text.lastIndexOf('.');
    String content = text.substring(0, Math.max(end, 0));
    if (end < 0 || !isSigned(name, content, text.substring(end + 1))) {
      return Optional.empty();
    }
    int middle = content.indexOf('.');
    long validUntil = Long.parseLong(content.substring(middle + 1));
    return clock.instant().getEpochSecond() < validUntil
        ? Optional.of(
            new String(Base64.getUrlDecoder().decode(content.substring(0, middle)), UTF_8))
        : Optional.empty();
  }

  /**
   * Deletes a cookie.
   *
   * @param request the request
   * @param response the response
   * @param name the name of the cookie
   */
  public void delete(HttpServletRequest request, HttpServletResponse response, String name) {
    send(request, response, name, "", Duration.ZERO);
  }

  private static void send(
      HttpServletRequest request,
      HttpServletResponse response,
      String name,
      String value,
      Duration lifetime) {
    response.addHeader(
        HttpHeaders.SET_COOKIE,
        ResponseCookie.from(name, value)
            .path(request.getContextPath() + "/")
            .maxAge(lifetime)
            .httpOnly(true)
            .secure(request.isSecure())
            .sameSite("Lax")
            .build()
            .toString());
  }

  private boolean isSigned(String name, String content, String signature) {
    return MessageDigest.isEqual(
        signature(name, content).getBytes(UTF_8), signature.getBytes(UTF_8));
  }

  /**
   * Signs a text, for ids that the site recognises without storing them.
   *
   * @param name the name of the kind of text, which is signed, too
   * @param content the text
   * @return the signature
   */
  public String signature(String name, String content) {
    try {
      Mac mac = Mac.getInstance(ALGORITHM);
      mac.init(key);
      return ENCODER.encodeToString(mac.doFinal((name + '=' + content).getBytes(UTF_8)));
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("Every Java runtime must have " + ALGORITHM, e);
    }
  }
}
