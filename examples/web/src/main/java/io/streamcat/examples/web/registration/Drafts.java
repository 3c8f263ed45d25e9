package io.streamcat.examples.web.registration;

import io.streamcat.examples.web.security.SignedCookies;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.time.Clock;
import java.time.Duration;
import java.util.Optional;
import org.springframework.stereotype.Component;

/**
 * The registration forms of browsers, in two cookies: one is set with the form, the other one when
 * it is sent.
 *
 * <p>Only a browser with both is logged in at the end. A person who has planted the first one, for
 * example on a shared computer, does not get the second one.
 */
@Component
class Drafts {

  private static final String FORM = "draft";
  private static final String APPLICANT = "applicant";
  private static final Duration LIFETIME = Duration.ofHours(2);

  private final SignedCookies cookies;
  private final Clock clock;

  Drafts(SignedCookies cookies, Clock clock) {
    this.cookies = cookies;
    this.clock = clock;
  }

  /** Returns the browser's draft, or creates one. */
  Draft in(HttpServletRequest request, HttpServletResponse response) {
    return find(request).orElseGet(() -> keep(Draft.create(clock.instant()), request, response));
  }

  private Optional<Draft> find(HttpServletRequest request) {
    return cookies.read(request, FORM).flatMap(Draft::parse);
  }

  private Draft keep(Draft draft, HttpServletRequest request, HttpServletResponse response) {
    cookies.write(request, response, FORM, draft.text(), LIFETIME);
    return draft;
  }

  /** Keeps a draft whose form has been sent by this browser. */
  Draft sent(Draft draft, HttpServletRequest request, HttpServletResponse response) {
    cookies.write(request, response, APPLICANT, draft.userId(), LIFETIME);
    return keep(draft, request, response);
  }

  /** Returns the draft whose form this browser has sent. */
  Optional<Draft> findSent(HttpServletRequest request) {
    Optional<String> applicant = cookies.read(request, APPLICANT);
    return find(request).filter(draft -> applicant.filter(draft.userId()::equals).isPresent());
  }

  void forget(HttpServletRequest request, HttpServletResponse response) {
    cookies.delete(request, response, FORM);
    cookies.delete(request, response, APPLICANT);
  }
}
