package io.streamcat.exception;

import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Thrown when an AWS call fails and no further retry makes sense. */
public class AwsException extends StreamCatException {

  private static final long serialVersionUID = 1L;

  private final AwsFailure failure;

  /**
   * Creates an exception.
   *
   * @param failure the description of the failed call
   * @param advice the advice to the operator, appended to the message; may be empty
   * @param retryable whether the same call may succeed later
   * @param cause the SDK's exception, or null
   */
  public AwsException(
      AwsFailure failure, String advice, boolean retryable, @Nullable Throwable cause) {
    super(failure.text() + (advice.isEmpty() ? "" : ": " + advice), retryable, cause);
    this.failure = failure;
  }

  /**
   * Creates an exception for a caller that shares the failure of another caller's request.
   *
   * @param original the original failure, which becomes the cause
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
   * Returns the resource of the call.
   *
   * @return the resource's name or ARN
   */
  public final String resource() {
    return failure.resource();
  }

  /**
   * Returns AWS's id of the request, which AWS support asks for.
   *
   * @return the request id, or empty if no response arrived
   */
  public final Optional<String> requestId() {
    return Optional.ofNullable(failure.requestId());
  }

  /**
   * Returns the HTTP status of the response.
   *
   * @return the status, or 0 if no response arrived
   */
  public final int statusCode() {
    return failure.statusCode();
  }
}
