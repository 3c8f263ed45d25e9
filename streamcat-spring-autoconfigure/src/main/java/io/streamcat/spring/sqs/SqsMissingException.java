package io.streamcat.spring.sqs;

/** Events are to be taken from a queue, and there is nothing to take them with. */
final class SqsMissingException extends RuntimeException {

  private static final long serialVersionUID = 1L;

  SqsMissingException() {
    super("streamcat.events.sqs.queue-url is set, and io.streamcat:streamcat-sqs is not there");
  }
}
