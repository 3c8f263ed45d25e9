package io.streamcat.exception;

import java.util.Objects;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * The base class of the exceptions that StreamCat throws.
 *
 * <p>Messages name the user, the resource and the rule, and never contain a password, a stream key
 * or a token. {@link #causedBy} finds the reason, such as a quota, regardless of the call that
 * threw it and the exceptions that wrap it.
 */
public class StreamCatException extends RuntimeException {

  private static final long serialVersionUID = 1L;

  private final boolean retryable;

  /**
   * Creates an exception.
   *
   * @param message the failure, and what to do about it
   * @param retryable whether the same call may succeed later, unchanged
   * @param cause the cause, or null
   */
  public StreamCatException(String message, boolean retryable, @Nullable Throwable cause) {
    super(message, cause);
    this.retryable = retryable;
  }

  /**
   * Returns whether the same call may succeed later, unchanged.
   *
   * @return true after throttling, an outage or a lease that another server holds; false if the
   *     input, the account or the permissions must change first
   */
  public final boolean retryable() {
    return retryable;
  }

  /**
   * Finds a failure of one type: this exception, one of its causes, or another failure of the same
   * call. For example, {@code e.causedBy(QuotaExceededException.class)} finds the quota that a
   * single call has reached, or that one of a registration's calls has reached.
   *
   * @param type the class of the failure
   * @param <T> the type of the failure
   * @return the first such failure, or empty
   */
  public final <T extends StreamCatException> Optional<T> causedBy(Class<T> type) {
    return Stream.concat(Stream.of(this), Stream.of(getSuppressed()))
        .flatMap(failure -> Stream.iterate(failure, Objects::nonNull, Throwable::getCause))
        .filter(type::isInstance)
        .map(type::cast)
        .findFirst();
  }
}
