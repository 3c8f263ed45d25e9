package io.streamcat.exception;

/** Thrown when a user with this username, id or idempotency key exists already. */
public final class DuplicateUserException extends StreamCatException {

  private static final long serialVersionUID = 1L;

  /** A field whose value belongs to at most one user. */
  public enum Field {
    /** The username, compared without regard to case. */
    USERNAME,
    /** The user id. */
    ID,
    /** The idempotency key of the first attempt. */
    IDEMPOTENCY_KEY
  }

  private final Field field;

  /**
   * Creates an exception for a value that is permanently taken.
   *
   * @param field the field that is taken
   * @param value the taken value; the message does not quote an idempotency key
   */
  public DuplicateUserException(Field field, String value) {
    this(field, value, false);
  }

  /**
   * Creates an exception for a value that may become free.
   *
   * @param field the field that is taken
   * @param value the taken value; the message does not quote an idempotency key
   * @param beingRemoved whether the user with this value is being removed, so that a later retry
   *     may succeed
   */
  public DuplicateUserException(Field field, String value, boolean beingRemoved) {
    super(
        words(field, value)
            + (beingRemoved
                ? " belongs to a user who is being removed; try again later"
                : " is taken"),
        beingRemoved,
        null);
    this.field = field;
  }

  private static String words(Field field, String value) {
    return switch (field) {
      case USERNAME -> "username '" + value + "'";
      case ID -> "user id '" + value + "'";
      // The key is a secret of the caller, and messages are logged.
      case IDEMPOTENCY_KEY -> "the idempotency key";
    };
  }

  /**
   * Returns the field that is taken.
   *
   * @return the field that two users cannot share
   */
  public Field field() {
    return field;
  }
}
