package io.streamcat.exception;

import java.io.Serializable;
import org.jspecify.annotations.Nullable;

/**
 * The description of an AWS call that failed.
 *
 * @param iamService the service's prefix in IAM, {@code ivs} or {@code ivschat}
 * @param operation the operation's name in the API model
 * @param resource the name or ARN of the resource that the call concerned
 * @param detail the report of AWS or the SDK, shortened to one line of at most 300 characters,
 *     because it may be the page of a proxy
 * @param requestId AWS's id of the request, or null if no response arrived
 * @param statusCode the HTTP status, or 0 if no response arrived
 */
public record AwsFailure(
    String iamService,
    String operation,
    String resource,
    String detail,
    @Nullable String requestId,
    int statusCode)
    implements Serializable {

  private static final long serialVersionUID = 1L;
  private static final int MAX_DETAIL = 300;

  /** Shortens the detail. */
  public AwsFailure {
    detail = detail.strip().replaceAll("[\\s\\p{Cntrl}]+", " ");
    if (detail.length() > MAX_DETAIL) {
      detail = detail.substring(0, MAX_DETAIL - 1) + "…";
    }
  }

  /**
   * Returns the IAM action that allows the operation.
   *
   * @return the action, for example {@code ivs:CreateChannel}
   */
  public String iamAction() {
    return iamService + ":" + operation;
  }

  String text() {
    StringBuilder text =
        new StringBuilder(operation)
            .append(" of '")
            .append(resource)
            .append("' failed: ")
            .append(detail);
    if (statusCode != 0) {
      text.append(" (HTTP ").append(statusCode);
      if (requestId != null) {
        text.append(", request id ").append(requestId);
      }
      text.append(')');
    }
    return text.toString();
  }
}
