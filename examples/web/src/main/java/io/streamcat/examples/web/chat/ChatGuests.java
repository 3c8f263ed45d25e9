package io.streamcat.examples.web.chat;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.streamcat.examples.web.security.SignedCookies;
import io.streamcat.operations.ChatViewer;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.time.Duration;
import java.util.UUID;
import org.springframework.stereotype.Component;

/**
 * The chat guests, each with an id that stays in the browser.
 *
 * <p>The last part of an id is computed from the first parts with the key of the site. So the site
 * recognises the ids that it has issued, and stores none of them.
 */
@Component
class ChatGuests {

  private static final String COOKIE = "guest";
  private static final Duration LIFETIME = Duration.ofDays(30);

  private final SignedCookies cookies;

  ChatGuests(SignedCookies cookies) {
    this.cookies = cookies;
  }

  /** Returns the browser's guest, the same one for each connection. */
  ChatViewer in(HttpServletRequest request, HttpServletResponse response) {
    String id = cookies.read(request, COOKIE).orElseGet(() -> completed(ChatViewer.guest().id()));
    cookies.write(request, response, COOKIE, id, LIFETIME);
    return ChatViewer.guest(id);
  }

  /** Returns whether the site has issued an id. */
  boolean isIssued(String id) {
    return id.lastIndexOf('-') > 0 && id.equals(completed(id));
  }

  /** Replaces the last part of an id by the one that belongs to the first parts. */
  private String completed(String id) {
    String start = id.substring(0, id.lastIndexOf('-') + 1);
    String signature = cookies.signature(COOKIE, start);
    return start + UUID.nameUUIDFromBytes(signature.getBytes(UTF_8)).toString().substring(24);
  }
}
