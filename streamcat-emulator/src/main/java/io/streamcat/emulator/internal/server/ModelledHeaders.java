package io.streamcat.emulator.internal.server;

import io.streamcat.emulator.internal.model.ServiceModel;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;

/**
 * The headers that the API models declare for errors and for some outputs, with the values of AWS's
 * examples. The AWS CLI prints them as members of the output.
 */
final class ModelledHeaders {
  /** The headers that a browser shows to the page. */
  static final String EXPOSED =
      "Access-Control-Allow-Origin,Access-Control-Expose-Headers,Cache-Control,Content-Length,"
          + "Content-Security-Policy,Content-Type,date,Strict-Transport-Security,x-amz-apigw-id,"
          + "x-amzn-errormessage,x-amzn-errortype,x-amzn-requestid,x-amzn-trace-id,"
          + "X-Content-Type-Options,X-Frame-Options";

  private static final Map<String, String> VALUES =
      Map.of(
          "access-control-allow-origin", "*",
          "access-control-expose-headers", EXPOSED,
          "cache-control", "no-store, no-cache",
          "content-security-policy", "default-src 'self'; upgrade-insecure-requests;",
          "strict-transport-security", "max-age:47304000; includeSubDomains",
          "x-content-type-options", "nosniff",
          "x-frame-options", "DENY");

  private ModelledHeaders() {}

  /** Returns the headers of a structure, except those with a value of each answer. */
  static Map<String, String> of(ServiceModel model, String structure) {
    Map<String, String> headers = new LinkedHashMap<>();
    for (String name : model.headers(structure)) {
      String value = VALUES.get(name.toLowerCase(Locale.ROOT));
      if (value != null) {
        headers.put(name, value);
      }
    }
    return headers;
  }
}
