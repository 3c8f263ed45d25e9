package io.streamcat.emulator.internal.server;

import io.streamcat.emulator.internal.model.ApiException;
import io.streamcat.emulator.internal.model.ApiModel;
import io.streamcat.emulator.internal.model.Service;
import io.streamcat.emulator.internal.model.ServiceModel;
import java.util.LinkedHashMap;
import java.util.Map;

/** The conversion of errors to responses in the shape of the service's model. */
public final class ErrorResponse {
  /** The header with the name of an error. */
  static final String TYPE = "x-amzn-ErrorType";

  /** The shape of unmodelled errors: every service models it, with a message only. */
  private static final String PLAIN = "InternalServerException";

  /** Errors of the protocol rather than of a service. */
  private static final Map<String, Integer> PROTOCOL_ERRORS =
      Map.of(
          "SerializationException", 400,
          "UnknownOperationException", 404,
          "MethodNotAllowedException", 405,
          "RequestEntityTooLargeException", 413,
          "NotImplementedException", 501);

  /** Errors of the servers in front of a service, which no service models. */
  private static final Map<String, Integer> FRONT_DOOR_ERRORS =
      Map.of(
          "ExpiredTokenException", 403,
          "IncompleteSignature", 403,
          "InvalidClientTokenId", 403,
          "InvalidSignatureException", 403,
          "MissingAuthenticationTokenException", 403,
          "RequestExpired", 400,
          "TooManyRequestsException", 429,
          "UnrecognizedClientException", 403);

  private static final String THROTTLED = "ThrottlingException";

  private static final String MESSAGE = "message";

  private ErrorResponse() {}

  /**
   * Returns whether a service can answer an error: an error of its model, throttling, which
   * Real-Time answers without modelling it, an error of the servers in front of it, or any server
   * error.
   */
  public static boolean canAnswer(Service service, String error) {
    return ApiModel.get().of(service).errorStatuses().containsKey(error)
        || error.equals(THROTTLED)
        || FRONT_DOOR_ERRORS.containsKey(error)
        || ApiModel.get().errorStatus(service, error).filter(status -> status >= 500).isPresent();
  }

  /** Creates the error that a fault rule demands. */
  static ApiException injected(String error, String accountId) {
    return new ApiException(error, error + " was injected by a fault rule")
        .withResource(accountId)
        .withLimit(0);
  }

  public static Reply of(Service service, ApiException error) {
    ServiceModel model = ApiModel.get().of(service);
    String code = error.code();
    String message = String.valueOf(error.getMessage());
    Integer frontDoor = FRONT_DOOR_ERRORS.get(code);
    if (frontDoor != null) {
      return Reply.json(frontDoor, Map.of(MESSAGE, message)).withHeader(TYPE, code);
    }
    int status =
        PROTOCOL_ERRORS.containsKey(code)
            ? PROTOCOL_ERRORS.get(code)
            : ApiModel.get().errorStatus(service, code).orElse(500);
    Map<String, Object> all = new LinkedHashMap<>();
    all.put(MESSAGE, message);
    all.put("exceptionMessage", message);
    all.put("resourceType", "ROOM");
    all.put("reason", "OTHER");
    all.putAll(error.details());
    String shape = model.errorStatuses().containsKey(code) ? code : PLAIN;
    Map<String, Object> body = new LinkedHashMap<>(model.project(shape, all));
    // The SDKs and the AWS CLI show only this member, which two of the models lack.
    body.putIfAbsent(MESSAGE, message);
    return Reply.json(status, body)
        .withHeaders(ModelledHeaders.of(model, shape))
        .withHeader(TYPE, code);
  }
}
