package io.streamcat.examples.web;

import io.streamcat.exception.BannedException;
import io.streamcat.exception.InvalidInputException;
import io.streamcat.exception.StreamCatException;
import java.util.Map;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.core.Ordered;
import org.springframework.core.annotation.Order;
import org.springframework.http.HttpStatus;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.ExceptionHandler;
import org.springframework.web.bind.annotation.RestController;
import org.springframework.web.bind.annotation.RestControllerAdvice;

/** Error responses in JSON for clients of chat, stage and playback. */
@Order(Ordered.HIGHEST_PRECEDENCE)
@RestControllerAdvice(annotations = RestController.class)
class Problems {

  private static final Logger log = LoggerFactory.getLogger(Problems.class);

  /** Also says that another attempt is useless. */
  @ExceptionHandler
  ResponseEntity<Map<String, String>> banned(BannedException e) {
    String text = e.reason().map(why -> "You are banned: " + why).orElse("You are banned.");
    return ResponseEntity.status(HttpStatus.FORBIDDEN)
        .body(Map.of("problem", text, "banned", "true"));
  }

  @ExceptionHandler
  ResponseEntity<Map<String, String>> invalid(InvalidInputException e) {
    log.debug("Request of a client rejected", e);
    return problem(HttpStatus.UNPROCESSABLE_CONTENT, "This is not possible for that person.");
  }

  @ExceptionHandler
  ResponseEntity<Map<String, String>> failed(StreamCatException e) {
    log.warn("Request of a client failed: {}", e.getMessage());
    return problem(
        HttpStatus.SERVICE_UNAVAILABLE, "The service is not available. Please try again.");
  }

  private static ResponseEntity<Map<String, String>> problem(HttpStatus status, String text) {
    return ResponseEntity.status(status).body(Map.of("problem", text));
  }
}
