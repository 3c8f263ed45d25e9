package io.streamcat.emulator.internal.server;

import io.streamcat.emulator.internal.model.ApiException;
import io.streamcat.emulator.internal.model.ApiModel;
import io.streamcat.emulator.internal.model.Operation;
import io.streamcat.emulator.internal.model.Service;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** The mapping of requests to operations. */
public final class Router {
  private static final String TAGS = "/tags/";
  private static final Map<String, String> TAG_OPERATIONS =
      Map.of("GET", "ListTagsForResource", "POST", "TagResource", "DELETE", "UntagResource");
  private static final Set<String> REAL_TIME_TYPES =
      Set.of(
          "composition",
          "encoder-configuration",
          "ingest-configuration",
          "public-key",
          "stage",
          "storage-configuration");

  private Router() {}

  /**
   * The operation of a request.
   *
   * @param operation the operation
   * @param input the input members in the path and in the query
   */
  public record Route(Operation operation, Map<String, Object> input) {}

  /**
   * Returns the operation of a request.
   *
   * @param method the HTTP method
   * @param rawPath the path as it was sent, in which an ARN is percent-encoded
   * @param rawQuery the query as it was sent, or null
   * @throws ApiException if no operation has the path, or the operation has another method
   */
  public static Route route(String method, String rawPath, @Nullable String rawQuery) {
    if (rawPath.startsWith(TAGS) && rawPath.length() > TAGS.length()) {
      return tags(method, decode(rawPath.substring(TAGS.length())), rawQuery);
    }
    Operation operation =
        ApiModel.get()
            .operations()
            .filter(candidate -> candidate.uri().equals(rawPath))
            .findFirst()
            .orElseThrow(
                () -> new ApiException("UnknownOperationException", "No operation has this path"));
    if (!operation.method().equals(method)) {
      throw methodNotAllowed(operation.method());
    }
    return new Route(operation, Map.of());
  }

  private static Route tags(String method, String arn, @Nullable String rawQuery) {
    String name = TAG_OPERATIONS.get(method);
    if (name == null) {
      throw methodNotAllowed("GET, POST or DELETE");
    }
    Operation operation =
        Objects.requireNonNull(ApiModel.get().of(serviceOf(arn)).operations().get(name));
    Map<String, Object> input = new HashMap<>();
    input.put("resourceArn", arn);
    List<String> keys = queryValues(rawQuery, "tagKeys");
    if (name.equals("UntagResource") && !keys.isEmpty()) {
      input.put("tagKeys", keys);
    }
    return new Route(operation, input);
  }

  private static Service serviceOf(String arn) {
    if (arn.startsWith("arn:aws:ivschat:")) {
      return Service.CHAT;
    }
    String resource = arn.substring(arn.lastIndexOf(':') + 1);
    int slash = resource.indexOf('/');
    return slash > 0 && REAL_TIME_TYPES.contains(resource.substring(0, slash))
        ? Service.REAL_TIME
        : Service.IVS;
  }

  private static List<String> queryValues(@Nullable String rawQuery, String name) {
    List<String> values = new ArrayList<>();
    if (rawQuery != null) {
      for (String pair : rawQuery.split("&", -1)) {
        int equals = pair.indexOf('=');
        if (equals > 0 && decode(pair.substring(0, equals)).equals(name)) {
          values.add(decode(pair.substring(equals + 1)));
        }
      }
    }
    return values;
  }

  /**
   * Decodes percent-encoding. A plus stays a plus, because SigV4 clients never encode a space as a
   * plus.
   */
  public static String decode(String raw) {
    try {
      return URLDecoder.decode(raw.replace("+", "%2B"), StandardCharsets.UTF_8);
    } catch (IllegalArgumentException e) {
      throw new ApiException("SerializationException", "The URI has malformed percent-encoding");
    }
  }

  private static ApiException methodNotAllowed(String expected) {
    return new ApiException(
        "MethodNotAllowedException", "This path requires the method " + expected);
  }
}
