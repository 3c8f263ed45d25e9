package io.streamcat.emulator.internal.model;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;

/** An error of the API. The service's model decides which of its details are sent. */
public final class ApiException extends RuntimeException {
  private static final long serialVersionUID = 1L;
  private static final Pattern NOT_IN_IDS = Pattern.compile("[^a-zA-Z0-9]");

  private final String code;

  /** Details by member name; transient, because the exception is never serialized. */
  private final transient Map<String, Object> details = new LinkedHashMap<>();

  /**
   * Creates an error.
   *
   * @param code the error's name on the wire, such as {@code ConflictException}
   * @param message the problem and, if possible, the remedy
   */
  public ApiException(String code, String message) {
    super(message);
    this.code = code;
  }

  /**
   * Creates the error for a resource that does not exist.
   *
   * @param arn the requested ARN
   * @return a {@code ResourceNotFoundException}
   */
  public static ApiException notFound(String arn) {
    return new ApiException("ResourceNotFoundException", "Resource: " + arn + " not found")
        .withResource(arn);
  }

  /**
   * Creates the error for an input that breaks rules.
   *
   * @param violations the violations, at least one
   * @return a {@code ValidationException}
   */
  public static ApiException invalid(List<Violation> violations) {
    Violation first = violations.get(0);
    return new ApiException("ValidationException", first.path() + " " + first.message())
        .with("reason", "FIELD_VALIDATION_FAILED")
        .with(
            "fieldList",
            violations.stream()
                .map(violation -> Map.of("name", violation.path(), "message", violation.message()))
                .toList());
  }

  /**
   * Creates the error for an input that breaks one rule.
   *
   * @param field the invalid member
   * @param message the broken rule
   * @return a {@code ValidationException}
   */
  public static ApiException invalid(String field, String message) {
    return invalid(List.of(new Violation(field, message)));
  }

  /**
   * Adds the resource that the error is about, as far as the API model allows its identifier.
   *
   * @param arn the ARN of the resource, or the value given for it
   * @return this error
   */
  public ApiException withResource(String arn) {
    String id = NOT_IN_IDS.matcher(arn.substring(arn.lastIndexOf('/') + 1)).replaceAll("");
    return with("resourceId", id.isEmpty() ? "unknown" : id);
  }

  /**
   * Adds the limit that was reached.
   *
   * @param limit the limit
   * @return this error
   */
  public ApiException withLimit(int limit) {
    return with("limit", limit);
  }

  private ApiException with(String name, Object detail) {
    details.put(name, detail);
    return this;
  }

  /**
   * Returns the error's name on the wire.
   *
   * @return the name, such as {@code ChannelNotBroadcasting}
   */
  public String code() {
    return code;
  }

  /**
   * Returns the members of chat errors in addition to the message.
   *
   * @return details by member name
   */
  public Map<String, Object> details() {
    return Collections.unmodifiableMap(details);
  }
}
