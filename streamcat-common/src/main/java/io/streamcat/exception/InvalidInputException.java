package io.streamcat.exception;

/** Thrown when input violates a rule; nothing was created or changed. */
public final class InvalidInputException extends StreamCatException {

  private static final long serialVersionUID = 1L;

  private final String field;
  private final String rule;
  private final String problem;

  /**
   * Creates an exception about one field.
   *
   * @param field the caller's name of the field, for example {@code username}
   * @param rule the allowed values, for example {@code 3 to 30 characters}
   * @param problem the problem with the value, without the value itself if it is a secret
   */
  public InvalidInputException(String field, String rule, String problem) {
    super(field + ": " + problem + " (must be " + rule + ")", false, null);
    this.field = field;
    this.rule = rule;
    this.problem = problem;
  }

  /**
   * Returns the name of the field.
   *
   * @return the caller's name of the field
   */
  public String field() {
    return field;
  }

  /**
   * Returns the violated rule.
   *
   * @return the allowed values, in words
   */
  public String rule() {
    return rule;
  }

  /**
   * Returns the problem with the value.
   *
   * @return the problem, never containing a secret
   */
  public String problem() {
    return problem;
  }
}
