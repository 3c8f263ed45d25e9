package io.streamcat.spring.sqs;

import org.springframework.boot.diagnostics.AbstractFailureAnalyzer;
import org.springframework.boot.diagnostics.FailureAnalysis;

/** Says what to do about a queue that nothing can take events from. */
final class SqsMissingFailureAnalyzer extends AbstractFailureAnalyzer<SqsMissingException> {

  @Override
  protected FailureAnalysis analyze(Throwable rootFailure, SqsMissingException cause) {
    return new FailureAnalysis(
        "The property streamcat.events.sqs.queue-url is set, and nothing that takes messages from"
            + " a queue is on the class path.",
        "Add the dependency io.streamcat:streamcat-sqs, or the SQS starter of Spring Cloud AWS; or"
            + " remove the property.",
        cause);
  }
}
