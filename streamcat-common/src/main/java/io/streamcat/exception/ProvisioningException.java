package io.streamcat.exception;

import java.util.Collection;
import java.util.List;

/**
 * Thrown when provisioning, changing or removing a user fails.
 *
 * <p>The message states the user's present state. {@link #getCause()} is the most important
 * failure; {@link #causedBy} finds one of a type among all failures.
 */
public final class ProvisioningException extends StreamCatException {

  private static final long serialVersionUID = 1L;

  private final String userId;
  private final String[] leftBehind;

  /**
   * Creates an exception.
   *
   * @param userId the user
   * @param outcome the state of the user now, in words
   * @param failures the failures, at least one
   * @param leftBehind the resources that may still exist, each an ARN or a description; recovery
   *     deals with them
   */
  public ProvisioningException(
      String userId,
      String outcome,
      Collection<? extends StreamCatException> failures,
      Collection<String> leftBehind) {
    super(
        message(userId, outcome, failures, leftBehind),
        failures.stream().allMatch(StreamCatException::retryable),
        mostSignificant(failures));
    this.userId = userId;
    this.leftBehind = leftBehind.toArray(String[]::new);
    failures.stream().filter(f -> f != getCause()).forEach(this::addSuppressed);
  }

  private static StreamCatException mostSignificant(
      Collection<? extends StreamCatException> failures) {
    // A permanent failure explains more than a failure that a retry can fix.
    return failures.stream()
        .filter(f -> !f.retryable())
        .findFirst()
        .map(StreamCatException.class::cast)
        .orElseGet(() -> failures.iterator().next());
  }

  private static String message(
      String userId,
      String outcome,
      Collection<? extends StreamCatException> failures,
      Collection<String> leftBehind) {
    StringBuilder message = new StringBuilder("user '").append(userId).append("' ").append(outcome);
    failures.forEach(f -> message.append("; ").append(f.getMessage()));
    if (!leftBehind.isEmpty()) {
      message.append("; left for recovery: ").append(String.join(", ", leftBehind));
    }
    return message.toString();
  }

  /**
   * Returns the user, for {@code resume} or for a look-up in the repository.
   *
   * @return the user's id
   */
  public String userId() {
    return userId;
  }

  /**
   * Returns the resources that may still exist.
   *
   * @return ARNs and descriptions, for people and logs; empty if nothing was left behind;
   *     unmodifiable
   */
  public List<String> leftBehind() {
    return List.of(leftBehind);
  }
}
