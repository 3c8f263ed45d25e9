package io.streamcat.exception;

import java.util.Objects;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Something StreamCat was asked to do did not happen.
 *
 * <p>Messages name the user, the resource and the rule, and never contain a password, a stream key
 * or a token. {@link #causedBy} finds the reason, such as a quota, whichever call threw it and
 * whatever wraps it.
 */
public class StreamCatException extends RuntimeException {

  private static final long serialVersionUID = 1L;

  private final boolean retryable;

  /**
   * Creates an exception.
   *
   * @param message what failed and what to do about it
   * @param retryable whether the same call may succeed later, unchanged
   * @param cause what made it fail, or null
   */
  public StreamCatException(String message, boolean retryable, @Nullable Throwable cause) {
    super(message, cause);
    this.retryable = retryable;
  }

  /**
   * Says whether the same call may succeed later, unchanged.
   *
   * @return true after a throttle, an outage or a lease held by someone else; false where the
   *     input, the account or the permissions have to change first
   */
  public final boolean retryable() {
    return retryable;
  }

  /**
   * Finds a failure of one type: this one, one that caused it, or one that happened beside its
   * cause. For example {@code e.causedBy(QuotaExceededException.class)} finds the quota that one
   * call has reached, or one of the several calls that a registration makes.
   *
   * @param type the type
   * @param <T> the type
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
