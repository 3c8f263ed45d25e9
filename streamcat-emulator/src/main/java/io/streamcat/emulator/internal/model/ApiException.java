package io.streamcat.emulator.internal.model;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;

/** An answer other than success; what of its details is sent depends on the service's model. */
public final class ApiException extends RuntimeException {
  private static final long serialVersionUID = 1L;
  private static final Pattern NOT_IN_IDS = Pattern.compile("[^a-zA-Z0-9]");

  private final String code;

  /** Transient because an answer is given where it is thrown, never stored. */
  private final transient Map<String, Object> details = new LinkedHashMap<>();

  /**
   * Creates an error.
   *
   * @param code the error's name on the wire, such as {@code ConflictException}
   * @param message what is wrong and, if possible, what to do
   */
  public ApiException(String code, String message) {
    super(message);
    this.code = code;
  }

  /**
   * Creates the error for a resource that does not exist.
   *
   * @param arn the ARN that was asked for
   * @return a {@code ResourceNotFoundException}
   */
  public static ApiException notFound(String arn) {
    return new ApiException("ResourceNotFoundException", "Resource: " + arn + " not found")
        .withResource(arn);
  }

  /**
   * Creates the error for an input that breaks a rule.
   *
   * @param violations the rules that it breaks, at least one
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
   * @param field the member that is wrong
   * @param message which rule it breaks
   * @return a {@code ValidationException}
   */
  public static ApiException invalid(String field, String message) {
    return invalid(List.of(new Violation(field, message)));
  }

  /**
   * Adds the resource that the error is about, as far as the API model allows its identifier.
   *
   * @param arn the ARN of the resource, or what was given for one
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
   * Returns what chat's errors carry besides a message.
   *
   * @return details by member name
   */
  public Map<String, Object> details() {
    return Collections.unmodifiableMap(details);
  }
}
