package io.streamcat.spring.web;

import io.streamcat.exception.BannedException;
import io.streamcat.exception.ChannelLiveException;
import io.streamcat.exception.DuplicateUserException;
import io.streamcat.exception.InvalidInputException;
import io.streamcat.exception.OverloadedException;
import io.streamcat.exception.ResourceNotProvisionedException;
import io.streamcat.exception.StreamCatException;
import io.streamcat.exception.UserBusyException;
import io.streamcat.exception.UserNotFoundException;
import io.streamcat.exception.UserSuspendedException;
import java.util.Objects;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.core.Ordered;
import org.springframework.core.annotation.Order;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.http.ProblemDetail;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.ExceptionHandler;
import org.springframework.web.bind.annotation.RestControllerAdvice;

/**
 * A handler that answers an exception of StreamCat with its status. Messages about the caller's own
 * input are shown; other failures are logged, and the response does not describe them. A handler of
 * the application for the same exception takes precedence if it has a higher order.
 */
@RestControllerAdvice
@Order(Ordered.LOWEST_PRECEDENCE - 10)
class ProblemDetailsAdvice {

  private static final Logger log = LoggerFactory.getLogger(ProblemDetailsAdvice.class);

  @ExceptionHandler(StreamCatException.class)
  ResponseEntity<ProblemDetail> handle(StreamCatException e) {
    HttpStatus status = status(e);
    ProblemDetail problem = ProblemDetail.forStatus(status);
    if (status.is4xxClientError()) {
      problem.setDetail(Objects.requireNonNull(e.getMessage()));
    } else {
      log.warn("A request failed status={}", status.value(), e);
    }
    if (e instanceof InvalidInputException invalid) {
      problem.setProperty("field", invalid.field());
      problem.setProperty("rule", invalid.rule());
    } else if (e instanceof DuplicateUserException duplicate) {
      problem.setProperty("field", field(duplicate.field()));
    }
    ResponseEntity.BodyBuilder response = ResponseEntity.status(status);
    if (status == HttpStatus.SERVICE_UNAVAILABLE) {
      response.header(HttpHeaders.RETRY_AFTER, String.valueOf(retryAfterSeconds(e)));
    }
    return response.body(problem);
  }

  private static HttpStatus status(StreamCatException e) {
    if (e instanceof InvalidInputException) {
      return HttpStatus.BAD_REQUEST;
    } else if (e instanceof BannedException || e instanceof UserSuspendedException) {
      return HttpStatus.FORBIDDEN;
    } else if (e instanceof UserNotFoundException) {
      return HttpStatus.NOT_FOUND;
    } else if (e instanceof DuplicateUserException
        || e instanceof UserBusyException
        || e instanceof ChannelLiveException
        || e instanceof ResourceNotProvisionedException) {
      return HttpStatus.CONFLICT;
    }
    return e.retryable() ? HttpStatus.SERVICE_UNAVAILABLE : HttpStatus.INTERNAL_SERVER_ERROR;
  }

  /** Returns the field as forms name it, like {@link InvalidInputException#field}. */
  private static String field(DuplicateUserException.Field field) {
    return switch (field) {
      case ID -> "userId";
      case USERNAME -> "username";
      case IDEMPOTENCY_KEY -> "idempotencyKey";
    };
  }

  private static long retryAfterSeconds(StreamCatException e) {
    return e instanceof OverloadedException overloaded
        ? Math.max(1, overloaded.expectedWait().toSeconds())
        : 1;
  }
}
