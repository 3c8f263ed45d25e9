package io.streamcat.exception;

/** Input broke a rule; nothing was created and nothing was changed. */
public final class InvalidInputException extends StreamCatException {

  private static final long serialVersionUID = 1L;

  private final String field;
  private final String rule;
  private final String problem;

  /**
   * Creates an exception about one field.
   *
   * @param field the field as the caller knows it, for example {@code username}
   * @param rule what is allowed, for example {@code 3 to 30 characters}
   * @param problem what is wrong with the value, without the value itself where it is a secret
   */
  public InvalidInputException(String field, String rule, String problem) {
    super(field + ": " + problem + " (must be " + rule + ")", false, null);
    this.field = field;
    this.rule = rule;
    this.problem = problem;
  }

  /**
   * Names the field.
   *
   * @return the field as the caller knows it
   */
  public String field() {
    return field;
  }

  /**
   * States the rule that was broken.
   *
   * @return what is allowed
   */
  public String rule() {
    return rule;
  }

  /**
   * States what is wrong with the value.
   *
   * @return the problem, never containing a secret
   */
  public String problem() {
    return problem;
  }
}
