package io.streamcat.spring.aws;

import io.streamcat.spring.aws.internal.AwsAccessException;
import org.springframework.boot.diagnostics.AbstractFailureAnalyzer;
import org.springframework.boot.diagnostics.FailureAnalysis;

/** A failure analyzer that names the properties required to reach AWS. */
final class AwsAccessFailureAnalyzer extends AbstractFailureAnalyzer<AwsAccessException> {

  @Override
  protected FailureAnalysis analyze(Throwable rootFailure, AwsAccessException cause) {
    String action = cause.action();
    return new FailureAnalysis(
        cause.getMessage(),
        Character.toUpperCase(action.charAt(0)) + action.substring(1) + ".",
        cause);
  }
}
