package io.streamcat.spring.internal;

import io.streamcat.exception.InvalidInputException;
import java.util.Locale;

/** Thrown when a property makes a start pointless. The message never contains a secret. */
public final class InvalidPropertyException extends RuntimeException {

  private static final long serialVersionUID = 1L;

  private final String property;
  private final String problem;
  private final String action;

  /**
   * Creates the exception.
   *
   * @param property the name of the property
   * @param problem the problem, which continues a sentence that begins with the property
   * @param action the action that solves it, a sentence without a full stop
   */
  public InvalidPropertyException(String property, String problem, String action) {
    super(property + " " + problem + ": " + action);
    this.property = property;
    this.problem = problem;
    this.action = action;
  }

  /**
   * Creates the exception for an input that was rejected.
   *
   * @param prefix the prefix of the property, to which the rejected field is added
   */
  public static InvalidPropertyException of(String prefix, InvalidInputException rejected) {
    String field = rejected.field().replaceAll("([A-Z])", "-$1").toLowerCase(Locale.ROOT);
    return of(rejected, prefix + field);
  }

  /** Creates the exception for an input that was rejected. */
  public static InvalidPropertyException of(InvalidInputException rejected, String property) {
    return new InvalidPropertyException(
        property, rejected.problem(), "Set " + property + ", which must be " + rejected.rule());
  }

  /** Returns the name of the property. */
  public String property() {
    return property;
  }

  /** Returns the problem. */
  public String problem() {
    return problem;
  }

  /** Returns the action that solves the problem, a sentence without a full stop. */
  public String action() {
    return action;
  }
}
