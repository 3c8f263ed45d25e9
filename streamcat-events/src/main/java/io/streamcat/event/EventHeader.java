package io.streamcat.event;

import java.time.Instant;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What all events have.
 *
 * <p>JSON is held as maps, lists, {@link String}, {@link Boolean}, {@link Long}, {@link
 * java.math.BigInteger} beyond that, {@link java.math.BigDecimal} and null.
 *
 * @param id identifies the event
 * @param detailType what kind of event it is, such as {@code IVS Stream State Change}
 * @param time when it happened, in whole seconds
 * @param account the AWS account's number
 * @param region the AWS region
 * @param resources the ARNs of what it happened to, possibly none; unmodifiable
 * @param detail what happened, with all fields, known or not; unmodifiable
 * @param others the fields beside these, such as {@code version}; unmodifiable
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

  /**
   * Copies what needs it.
   *
   * @param id identifies the event
   * @param detailType what kind of event it is
   * @param time when it happened
   * @param account the AWS account's number
   * @param region the AWS region
   * @param resources the ARNs of what it happened to
   * @param detail what happened
   * @param others the fields beside these
   */
  public EventHeader {
    resources = List.copyOf(resources);
    detail = Collections.unmodifiableMap(new LinkedHashMap<>(detail));
    others = Collections.unmodifiableMap(new LinkedHashMap<>(others));
  }

  /**
   * Finds the ARN of a resource by its type.
   *
   * @param type such as {@code channel}, {@code stage} or {@code composition}
   * @return the first ARN of that type, or an empty text
   */
  String resource(String type) {
    return resources.stream()
        .filter(arn -> arn.startsWith("arn:") && arn.contains(":" + type + "/"))
        .findFirst()
        .orElse("");
  }
}
