package io.streamcat.spring.sqs;

import org.springframework.boot.diagnostics.AbstractFailureAnalyzer;
import org.springframework.boot.diagnostics.FailureAnalysis;

/** A failure analyzer that names the dependencies for a queue without a consumer. */
final class SqsMissingFailureAnalyzer extends AbstractFailureAnalyzer<SqsMissingException> {

  @Override
  protected FailureAnalysis analyze(Throwable rootFailure, SqsMissingException cause) {
    return new FailureAnalysis(
        "The property streamcat.events.sqs.queue-url is set, but no consumer of SQS messages is on"
            + " the class path.",
        "Add the dependency io.streamcat:streamcat-sqs, or remove the property.",
        cause);
  }
}
