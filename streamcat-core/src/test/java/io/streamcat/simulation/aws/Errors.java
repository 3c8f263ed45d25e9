package io.streamcat.simulation.aws;

import java.util.Map;
import java.util.function.Supplier;
import software.amazon.awssdk.awscore.exception.AwsErrorDetails;
import software.amazon.awssdk.awscore.exception.AwsServiceException;
import software.amazon.awssdk.http.SdkHttpResponse;
import software.amazon.awssdk.services.ivs.model.IvsException;
import software.amazon.awssdk.services.ivschat.model.IvschatException;
import software.amazon.awssdk.services.ivsrealtime.model.IvsRealTimeException;

/**
 * The exceptions of a service's client, without stack traces, which would be the costliest part.
 */
@SuppressWarnings("ImmutableEnumChecker")
enum Errors {
  IVS(
      IvsException::builder,
      Map.of(
          "AccessDeniedException",
          software.amazon.awssdk.services.ivs.model.AccessDeniedException::builder,
          "ChannelNotBroadcasting",
          software.amazon.awssdk.services.ivs.model.ChannelNotBroadcastingException::builder,
          "ConflictException",
          software.amazon.awssdk.services.ivs.model.ConflictException::builder,
          "InternalServerException",
          software.amazon.awssdk.services.ivs.model.InternalServerException::builder,
          "ResourceNotFoundException",
          software.amazon.awssdk.services.ivs.model.ResourceNotFoundException::builder,
          "ServiceQuotaExceededException",
          software.amazon.awssdk.services.ivs.model.ServiceQuotaExceededException::builder,
          "ThrottlingException",
          software.amazon.awssdk.services.ivs.model.ThrottlingException::builder,
          "ValidationException",
          software.amazon.awssdk.services.ivs.model.ValidationException::builder)),
  IVSCHAT(
      IvschatException::builder,
      Map.of(
          "AccessDeniedException",
          software.amazon.awssdk.services.ivschat.model.AccessDeniedException::builder,
          "ConflictException",
          software.amazon.awssdk.services.ivschat.model.ConflictException::builder,
          "InternalServerException",
          software.amazon.awssdk.services.ivschat.model.InternalServerException::builder,
          "ResourceNotFoundException",
          software.amazon.awssdk.services.ivschat.model.ResourceNotFoundException::builder,
          "ServiceQuotaExceededException",
          software.amazon.awssdk.services.ivschat.model.ServiceQuotaExceededException::builder,
          "ThrottlingException",
          software.amazon.awssdk.services.ivschat.model.ThrottlingException::builder,
          "ValidationException",
          software.amazon.awssdk.services.ivschat.model.ValidationException::builder)),
  /** The API models no throttling exception, so the client throws its general exception. */
  IVS_REALTIME(
      IvsRealTimeException::builder,
      Map.of(
          "AccessDeniedException",
          software.amazon.awssdk.services.ivsrealtime.model.AccessDeniedException::builder,
          "ConflictException",
          software.amazon.awssdk.services.ivsrealtime.model.ConflictException::builder,
          "InternalServerException",
          software.amazon.awssdk.services.ivsrealtime.model.InternalServerException::builder,
          "ResourceNotFoundException",
          software.amazon.awssdk.services.ivsrealtime.model.ResourceNotFoundException::builder,
          "ServiceQuotaExceededException",
          software.amazon.awssdk.services.ivsrealtime.model.ServiceQuotaExceededException::builder,
          "ValidationException",
          software.amazon.awssdk.services.ivsrealtime.model.ValidationException::builder));

  private static final Map<String, Integer> STATUSES =
      Map.of(
          "AccessDeniedException", 403,
          "ChannelNotBroadcasting", 404,
          "ConflictException", 409,
          "InternalServerException", 500,
          "RequestTimeTooSkewed", 403,
          "ResourceNotFoundException", 404,
          "ServiceQuotaExceededException", 402,
          "ThrottlingException", 429,
          "ValidationException", 400);

  private final Supplier<? extends AwsServiceException.Builder> general;
  private final Map<String, Supplier<? extends AwsServiceException.Builder>> modelled;

  Errors(
      Supplier<? extends AwsServiceException.Builder> general,
      Map<String, Supplier<? extends AwsServiceException.Builder>> modelled) {
    this.general = general;
    this.modelled = modelled;
  }

  /**
   * Returns an answer of the service.
   *
   * @param code the error's name on the wire
   */
  AwsServiceException of(String code, String message) {
    int status = STATUSES.get(code);
    AwsServiceException.Builder error = modelled.getOrDefault(code, general).get();
    error.writableStackTrace(false);
    return error
        .awsErrorDetails(
            AwsErrorDetails.builder()
                .errorCode(code)
                .errorMessage(message)
                .serviceName(name())
                .sdkHttpResponse(
                    SdkHttpResponse.builder()
                        .statusCode(status)
                        .putHeader("x-amzn-ErrorType", code)
                        .build())
                .build())
        .requestId("simulated")
        .statusCode(status)
        .message(message)
        .build();
  }

  /** Returns the answer of a proxy, without an error of AWS. */
  AwsServiceException ofProxy(int status) {
    AwsServiceException.Builder error = general.get();
    error.writableStackTrace(false);
    return error
        .awsErrorDetails(
            AwsErrorDetails.builder()
                .serviceName(name())
                .sdkHttpResponse(SdkHttpResponse.builder().statusCode(status).build())
                .build())
        .statusCode(status)
        .message("<html>Not here</html>")
        .build();
  }

  AwsServiceException notFound(String arn) {
    return of("ResourceNotFoundException", "Resource: " + arn + " not found");
  }

  AwsServiceException invalid(String field, String problem) {
    return of("ValidationException", field + " " + problem);
  }
}
