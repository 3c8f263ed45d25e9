package io.streamcat.examples.web;

import io.streamcat.examples.web.security.Account;
import io.streamcat.exception.AwsException;
import io.streamcat.exception.StorageException;
import io.streamcat.exception.StreamCatException;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.http.HttpStatus;
import org.springframework.security.core.annotation.AuthenticationPrincipal;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.ControllerAdvice;
import org.springframework.web.bind.annotation.ExceptionHandler;
import org.springframework.web.bind.annotation.ModelAttribute;
import org.springframework.web.bind.annotation.ResponseStatus;

/** Model attributes and error handling shared by all pages. */
@ControllerAdvice
class Pages {

  private static final Logger log = LoggerFactory.getLogger(Pages.class);

  @ModelAttribute("account")
  @Nullable Account account(@AuthenticationPrincipal @Nullable Account account) {
    return account;
  }

  /**
   * Shows the error page for a failure of AWS or the database, which is not the visitor's fault.
   */
  @ExceptionHandler({AwsException.class, StorageException.class})
  @ResponseStatus(HttpStatus.SERVICE_UNAVAILABLE)
  String unavailable(StreamCatException failure, Model model) {
    log.error("A page could not be shown", failure);
    model.addAttribute("status", HttpStatus.SERVICE_UNAVAILABLE.value());
    return "error";
  }
}
