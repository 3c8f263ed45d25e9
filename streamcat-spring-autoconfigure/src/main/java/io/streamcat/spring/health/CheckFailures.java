package io.streamcat.spring.health;

import org.springframework.beans.BeansException;

/** The messages of failed checks. */
final class CheckFailures {

  private CheckFailures() {}

  /** Returns the message of a failure, without the messages of Spring about the bean concerned. */
  static String message(Throwable failure) {
    Throwable cause = failure;
    while (cause instanceof BeansException && cause.getCause() != null) {
      cause = cause.getCause();
    }
    return cause instanceof Error || cause.getMessage() == null
        ? cause.toString()
        : cause.getMessage();
  }
}
