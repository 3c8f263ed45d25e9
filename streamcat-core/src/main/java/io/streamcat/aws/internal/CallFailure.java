package io.streamcat.aws.internal;

import io.streamcat.aws.CallOutcome;
import io.streamcat.aws.Operation;
import io.streamcat.exception.AccessDeniedException;
import io.streamcat.exception.AccountPendingVerificationException;
import io.streamcat.exception.AwsException;
import io.streamcat.exception.AwsFailure;
import io.streamcat.exception.OutcomeUnknownException;
import io.streamcat.exception.QuotaExceededException;
import io.streamcat.exception.ResourceConflictException;
import io.streamcat.exception.ResourceNotFoundException;
import io.streamcat.exception.ThrottledException;
import java.net.UnknownHostException;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.awscore.exception.AwsErrorDetails;
import software.amazon.awssdk.awscore.exception.AwsServiceException;
import software.amazon.awssdk.core.SdkField;

/**
 * A call that failed, and its translation into StreamCat's exceptions; thrown within this package
 * only.
 */
public final class CallFailure extends Exception {

  private static final long serialVersionUID = 1L;

  private static final String CLOCK =
      "this machine's clock differs from AWS's by minutes; synchronise the clock or check the credentials";

  private static final String CREDENTIALS = "check the credentials and their region";

  /** The beginning of the SDK's message, which continues with all of its sources. */
  private static final String NO_CREDENTIALS =
      "Unable to load credentials from any of the providers";

  private static final String SOURCES =
      "set StreamCat.builder().aws(a -> a.credentialsProvider(…)), AWS_ACCESS_KEY_ID and"
          + " AWS_SECRET_ACCESS_KEY in the environment, or a profile";

  private static final Pattern MISSING_MODULE =
      Pattern.compile("the '([a-z]+)' service module must be on the class path");

  /** The statuses of Unauthorized and Forbidden. */
  private static final Set<Integer> DENIED = Set.of(401, 403);

  private final transient Operation operation;
  private final CallOutcome outcome;
  private final RuntimeException failure;
  private final transient @Nullable AwsServiceException answer;
  private final @Nullable String server;

  /**
   * Creates a failure.
   *
   * @param operation the call
   * @param outcome whether it took effect
   * @param failure the client's exception
   * @param transmission the progress of the request. If it was certainly not sent, the client's
   *     exception is not AWS's answer, but perhaps that of the credentials service
   */
  CallFailure(
      Operation operation,
      CallOutcome outcome,
      RuntimeException failure,
      Transmission transmission) {
    super(null, failure, false, false);
    this.operation = operation;
    this.outcome = outcome;
    this.failure = failure;
    this.answer = transmission.mayBeSent() && failure instanceof AwsServiceException e ? e : null;
    this.server = transmission.server();
  }

  public CallOutcome outcome() {
    return outcome;
  }

  public AwsException exception() {
    AwsFailure description = describe();
    if (outcome == CallOutcome.THROTTLED) {
      return new ThrottledException(description, failure);
    }
    if (outcome == CallOutcome.CLOCK_SKEW) {
      return new AccessDeniedException(description, CLOCK, failure);
    }
    return switch (errorCode()) {
      case "ServiceQuotaExceededException" -> new QuotaExceededException(description, failure);
      case "PendingVerification" -> new AccountPendingVerificationException(description, failure);
      case "AccessDeniedException" -> new AccessDeniedException(description, failure);
      case "ResourceNotFoundException", "ChannelNotBroadcasting" ->
          new ResourceNotFoundException(description, failure);
      case "ConflictException" -> new ResourceConflictException(description, failure);
      default ->
          DENIED.contains(description.statusCode())
              ? new AccessDeniedException(description, CREDENTIALS, failure)
              : new AwsException(description, advice(), outcome != CallOutcome.REJECTED, failure);
    };
  }

  /** Returns the advice about missing credentials; empty if the failure has another cause. */
  private String advice() {
    String modules = missingModules();
    if (!modules.isEmpty()) {
      return "the credentials need " + modules + " on the class path";
    }
    return hasNoCredentials() ? SOURCES : "";
  }

  private boolean hasNoCredentials() {
    return failure.getMessage() != null && failure.getMessage().startsWith(NO_CREDENTIALS);
  }

  /**
   * Returns the modules of the SDK that the credentials need, which the SDK names at the end of a
   * long message; empty if none is missing.
   */
  private String missingModules() {
    return MISSING_MODULE
        .matcher(String.valueOf(failure.getMessage()))
        .results()
        .map(module -> "software.amazon.awssdk:" + module.group(1))
        .distinct()
        .collect(Collectors.joining(" and "));
  }

  public OutcomeUnknownException outcomeUnknown(String advice) {
    return new OutcomeUnknownException(describe(), advice, failure);
  }

  private String errorCode() {
    AwsErrorDetails details = details();
    return details == null || details.errorCode() == null ? "" : details.errorCode();
  }

  private AwsFailure describe() {
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
      Throwable connecting = CallOutcomes.connectFailure(failure).orElse(null);
      if (connecting instanceof UnknownHostException) {
        return "host '"
            + connecting.getMessage()
            + "' was not found; check the region in its name, the network and the proxy";
      }
      if (connecting != null && server != null && !CallOutcomes.isOfPool(connecting)) {
        return "no connection to '"
            + server
            + "' ("
            + (connecting.getMessage() == null ? connecting : connecting.getMessage())
            + "); check the endpoint, the network and the proxy";
      }
      if (hasNoCredentials()) {
        return "no credentials were found";
      }
      return failure.getMessage() == null ? failure.toString() : failure.getMessage();
    }
    String message = modelledMessage();
    if (message == null) {
      message = details.errorMessage();
    }
    return errorCode() + (message == null ? "" : " (" + message + ")");
  }

  /**
   * The answers of ivs and ivs-realtime contain an exceptionMessage, which the SDK's getMessage()
   * ignores.
   */
  private @Nullable String modelledMessage() {
    if (answer != null) {
      for (SdkField<?> field : answer.toBuilder().sdkFields()) {
        if (field.memberName().equals("exceptionMessage")) {
          return (String) field.getValueOrDefault(answer);
        }
      }
    }
    return null;
  }

  private @Nullable AwsErrorDetails details() {
    return answer == null ? null : answer.awsErrorDetails();
  }
}
