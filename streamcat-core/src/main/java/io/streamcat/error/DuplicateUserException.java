package io.streamcat.error;

/** A user with this username, id or idempotency key exists already. */
public final class DuplicateUserException extends StreamCatException {

  private static final long serialVersionUID = 1L;

  /** What two users cannot share. */
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
   * Creates an exception about a value that is taken for good.
   *
   * @param field what is taken
   * @param value the taken value
   */
  public DuplicateUserException(Field field, String value) {
    this(field, value, false);
  }

  /**
   * Creates an exception.
   *
   * @param field what is taken
   * @param value the taken value
   * @param beingRemoved whether its holder is being removed, so that trying again later may succeed
   */
  public DuplicateUserException(Field field, String value, boolean beingRemoved) {
    super(
        words(field)
            + " '"
            + value
            + (beingRemoved
                ? "' belongs to a user who is being removed; try again later"
                : "' is taken"),
        beingRemoved,
        null);
    this.field = field;
  }

  private static String words(Field field) {
    return switch (field) {
      case USERNAME -> "username";
      case ID -> "user id";
      case IDEMPOTENCY_KEY -> "idempotency key";
    };
  }

  /**
   * Tells what is taken.
   *
   * @return the field two users cannot share
   */
  public Field field() {
    return field;
  }
}
