package io.streamcat.emulator.internal.server;

import io.streamcat.emulator.internal.model.ApiException;
import io.streamcat.emulator.internal.model.ApiModel;
import io.streamcat.emulator.internal.model.Service;
import io.streamcat.emulator.internal.model.ServiceModel;
import java.util.LinkedHashMap;
import java.util.Map;

/** Turns errors into responses that have the shape of the service's model. */
public final class ErrorResponse {
  /** Every service models it, with nothing but a message: the shape of what is not modelled. */
  private static final String PLAIN = "InternalServerException";

  /** Errors of the protocol rather than of a service. */
  private static final Map<String, Integer> PROTOCOL_ERRORS =
      Map.of(
          "SerializationException", 400,
          "UnknownOperationException", 404,
          "MethodNotAllowedException", 405,
          "RequestEntityTooLargeException", 413,
          "NotImplementedException", 501);

  private static final String THROTTLED = "ThrottlingException";

  private ErrorResponse() {}

  /**
   * Tells whether a service can answer an error. Besides those of its model that is throttling,
   * which Real-Time answers without modelling it, and any failure of the server.
   */
  public static boolean canAnswer(Service service, String error) {
    return ApiModel.get().of(service).errorStatuses().containsKey(error)
        || error.equals(THROTTLED)
        || ApiModel.get().errorStatus(service, error).filter(status -> status >= 500).isPresent();
  }

  /** Makes an error that is answered because somebody asked for it. */
  static ApiException injected(String error, String accountId) {
    return new ApiException(error, error + " was injected by a fault rule")
        .withResource(accountId)
        .withLimit(0);
  }

  public static Reply of(Service service, ApiException error) {
    ServiceModel model = ApiModel.get().of(service);
    String code = error.code();
    int status =
        PROTOCOL_ERRORS.containsKey(code)
            ? PROTOCOL_ERRORS.get(code)
            : ApiModel.get().errorStatus(service, code).orElse(500);
    Map<String, Object> all = new LinkedHashMap<>();
    all.put("message", String.valueOf(error.getMessage()));
    all.put("exceptionMessage", String.valueOf(error.getMessage()));
    all.put("resourceType", "ROOM");
    all.put("reason", "OTHER");
    all.putAll(error.details());
    String shape = model.errorStatuses().containsKey(code) ? code : PLAIN;
    return Reply.json(status, model.project(shape, all)).withHeader("x-amzn-ErrorType", code);
  }
}
