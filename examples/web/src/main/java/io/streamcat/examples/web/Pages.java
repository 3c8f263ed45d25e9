package io.streamcat.examples.web;

import io.streamcat.examples.web.security.Account;
import io.streamcat.exception.InvalidInputException;
import io.streamcat.exception.PasswordHashingBusyException;
import io.streamcat.exception.StreamCatException;
import jakarta.servlet.http.HttpServletResponse;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.dao.DataAccessException;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.security.core.annotation.AuthenticationPrincipal;
import org.springframework.security.web.csrf.CsrfToken;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.ControllerAdvice;
import org.springframework.web.bind.annotation.ExceptionHandler;
import org.springframework.web.bind.annotation.ModelAttribute;
import org.springframework.web.bind.annotation.RequestAttribute;

/** Model attributes and error handling shared by all pages. */
@ControllerAdvice
class Pages {

  private static final Logger log = LoggerFactory.getLogger(Pages.class);

  private final boolean emulator;

  Pages(@Value("${streamcat.emulator.enabled}") boolean emulator) {
    this.emulator = emulator;
  }

  @ModelAttribute("account")
  @Nullable Account account(@AuthenticationPrincipal @Nullable Account account) {
    return account;
  }

  /** Returns whether an emulator replaces Amazon IVS, which every page says. */
  @ModelAttribute("emulator")
  boolean emulator() {
    return emulator;
  }

  /**
   * Prepares the CSRF token before the page is sent, because a cookie cannot be added once the page
   * is under way.
   */
  @ModelAttribute
  void prepareForms(@RequestAttribute(name = "_csrf", required = false) @Nullable CsrfToken token) {
    if (token != null) {
      token.getToken();
    }
  }

  /** Shows the error page for a failure of AWS or the database, or for too much work. */
  @ExceptionHandler({StreamCatException.class, DataAccessException.class})
  String unavailable(Exception failure, HttpServletResponse response, Model model) {
    if (failure instanceof PasswordHashingBusyException) {
      log.warn("A page could not be shown: {}", failure.getMessage());
    } else {
      log.error("A page could not be shown", failure);
    }
    response.setHeader(HttpHeaders.RETRY_AFTER, "5");
    return show(HttpStatus.SERVICE_UNAVAILABLE, response, model);
  }

  /** Shows the error page for a value that no form of this site sends. */
  @ExceptionHandler
  String rejected(InvalidInputException rejected, HttpServletResponse response, Model model) {
    log.debug("A request was rejected", rejected);
    return show(HttpStatus.BAD_REQUEST, response, model);
  }

  private static String show(HttpStatus status, HttpServletResponse response, Model model) {
    response.setStatus(status.value());
    model.addAttribute("status", status.value());
    return "error";
  }
}
