package io.streamcat.event;

import java.time.Instant;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The common fields of all events.
 *
 * <p>JSON is represented as maps, lists, {@link String}, {@link Boolean}, {@link Long}, {@link
 * java.math.BigInteger} beyond the range of long, {@link java.math.BigDecimal} and null.
 *
 * @param id the id of the event
 * @param detailType the type of the event, such as {@code IVS Stream State Change}
 * @param time the time of the event, in whole seconds
 * @param account the number of the AWS account
 * @param region the AWS region
 * @param resources the ARNs of the resources concerned; may be empty; unmodifiable
 * @param detail the details with all fields, known or not; unmodifiable
 * @param others the remaining fields, such as {@code version}; unmodifiable
 */
public record EventHeader(
    String id,
    String detailType,
    Instant time,
    String account,
    String region,
    List<String> resources,
    Map<String, @Nullable Object> detail,
    Map<String, @Nullable Object> others) {

  /** Copies what needs it. */
  public EventHeader {
    resources = List.copyOf(resources);
    detail = Collections.unmodifiableMap(new LinkedHashMap<>(detail));
    others = Collections.unmodifiableMap(new LinkedHashMap<>(others));
  }

  /**
   * Finds the ARN of a resource by its type.
   *
   * @param type the type, such as {@code channel}, {@code stage} or {@code composition}
   * @return the first ARN of that type, or an empty text
   */
  String resource(String type) {
    return resources.stream()
        .filter(arn -> arn.startsWith("arn:") && arn.contains(":" + type + "/"))
        .findFirst()
        .orElse("");
  }
}
