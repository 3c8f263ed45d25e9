package io.streamcat.spring.sqs;

/** Thrown when a queue is configured but no consumer is on the class path. */
final class SqsMissingException extends RuntimeException {

  private static final long serialVersionUID = 1L;

  SqsMissingException() {
    super("streamcat.events.sqs.queue-url is set, but io.streamcat:streamcat-sqs is missing");
  }
}
