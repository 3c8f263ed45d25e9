package io.streamcat.aws;

import io.streamcat.error.AccessDeniedException;
import io.streamcat.error.AccountPendingVerificationException;
import io.streamcat.error.AwsException;
import io.streamcat.error.AwsFailure;
import io.streamcat.error.OutcomeUnknownException;
import io.streamcat.error.QuotaExceededException;
import io.streamcat.error.ResourceConflictException;
import io.streamcat.error.ResourceNotFoundException;
import io.streamcat.error.ThrottledException;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.awscore.exception.AwsErrorDetails;
import software.amazon.awssdk.awscore.exception.AwsServiceException;
import software.amazon.awssdk.core.SdkField;
import software.amazon.awssdk.core.SdkPojo;
import software.amazon.awssdk.core.exception.SdkException;

/**
 * A call that failed, in the SDK's terms, and its translation into StreamCat's.
 *
 * @param operation the call
 * @param outcome whether it took effect
 * @param cause the SDK's exception
 */
record CallFailure(Operation operation, CallOutcome outcome, SdkException cause) {

  AwsException exception() {
    AwsFailure failure = describe();
    if (outcome == CallOutcome.THROTTLED) {
      return new ThrottledException(failure, cause);
    }
    return switch (errorCode()) {
      case "ServiceQuotaExceededException" -> new QuotaExceededException(failure, cause);
      case "PendingVerification" -> new AccountPendingVerificationException(failure, cause);
      case "AccessDeniedException" -> new AccessDeniedException(failure, cause);
      case "ResourceNotFoundException", "ChannelNotBroadcasting" ->
          new ResourceNotFoundException(failure, cause);
      case "ConflictException" -> new ResourceConflictException(failure, cause);
      default -> new AwsException(failure, "", outcome != CallOutcome.REJECTED, cause);
    };
  }

  OutcomeUnknownException outcomeUnknown(String advice) {
    return new OutcomeUnknownException(describe(), advice, cause);
  }

  String errorCode() {
    AwsErrorDetails details = details();
    return details == null || details.errorCode() == null ? "" : details.errorCode();
  }

  private AwsFailure describe() {
    AwsServiceException answer = cause instanceof AwsServiceException e ? e : null;
    return new AwsFailure(
        operation.iamService(),
        operation.name(),
        operation.resource(),
        detail(),
        answer == null ? null : answer.requestId(),
        answer == null ? 0 : answer.statusCode());
  }

  private String detail() {
    AwsErrorDetails details = details();
    if (details == null) {
      return String.valueOf(cause.getMessage());
    }
    String message = modelledMessage();
    if (message == null) {
      message = details.errorMessage();
    }
    return errorCode() + (message == null ? "" : " (" + message + ")");
  }

  /**
   * ivs and ivs-realtime answer with an exceptionMessage, which the SDK's own getMessage() does not
   * know.
   */
  private @Nullable String modelledMessage() {
    if (cause.toBuilder() instanceof SdkPojo fields) {
      for (SdkField<?> field : fields.sdkFields()) {
        if (field.memberName().equals("exceptionMessage")) {
          return (String) field.getValueOrDefault(cause);
        }
      }
    }
    return null;
  }

  private @Nullable AwsErrorDetails details() {
    return cause instanceof AwsServiceException answer ? answer.awsErrorDetails() : null;
  }
}
