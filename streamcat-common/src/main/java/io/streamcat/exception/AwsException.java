package io.streamcat.exception;

import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** An AWS call failed, after the retries that made sense. */
public class AwsException extends StreamCatException {

  private static final long serialVersionUID = 1L;

  private final AwsFailure failure;

  /**
   * Creates an exception.
   *
   * @param failure what is known of the failed call
   * @param advice what to do about it, appended to the message; may be empty
   * @param retryable whether the same call may succeed later
   * @param cause the SDK's exception, or null
   */
  public AwsException(
      AwsFailure failure, String advice, boolean retryable, @Nullable Throwable cause) {
    super(failure.text() + (advice.isEmpty() ? "" : ": " + advice), retryable, cause);
    this.failure = failure;
  }

  /**
   * Creates an exception for a caller that is told of a failure which happened to another one.
   *
   * @param original the failure, which becomes the cause
   */
  public AwsException(AwsException original) {
    super(String.valueOf(original.getMessage()), original.retryable(), original);
    this.failure = original.failure;
  }

  /**
   * Returns the operation.
   *
   * @return the operation's name in the API model, for example {@code CreateChannel}
   */
  public final String operation() {
    return failure.operation();
  }

  /**
   * Returns the IAM action that allows the operation.
   *
   * @return the action, for example {@code ivs:CreateChannel}
   */
  public final String iamAction() {
    return failure.iamAction();
  }

  /**
   * Returns the name or ARN the call was about.
   *
   * @return the resource's name or ARN
   */
  public final String resource() {
    return failure.resource();
  }

  /**
   * Returns the id under which AWS knows the request; its support asks for it.
   *
   * @return the request id, or empty if no answer came
   */
  public final Optional<String> requestId() {
    return Optional.ofNullable(failure.requestId());
  }

  /**
   * Returns the HTTP status of the answer.
   *
   * @return the status, or 0 if no answer came
   */
  public final int statusCode() {
    return failure.statusCode();
  }
}
