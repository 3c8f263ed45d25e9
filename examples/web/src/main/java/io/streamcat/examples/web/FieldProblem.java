package io.streamcat.examples.web;

import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import org.springframework.web.servlet.mvc.support.RedirectAttributes;

/**
 * A problem with one field of the dashboard, which the next page shows next to the field, with what
 * was typed.
 *
 * @param field the id of the field
 * @param message the problem
 * @param typed the values of the form by field id
 */
public record FieldProblem(String field, String message, Map<String, String> typed) {

  private static final int LONGEST = 256;

  /**
   * Describes a problem.
   *
   * @param field the id of the field
   * @param value the value as typed
   * @param message the problem
   * @return the problem
   */
  public static FieldProblem at(String field, String value, String message) {
    return new FieldProblem(field, message, Map.of()).with(field, value);
  }

  /**
   * Adds the value of another field.
   *
   * @param other the id of the field
   * @param value the value as typed
   * @return the same problem with one more value
   */
  public FieldProblem with(String other, String value) {
    Map<String, String> more = new TreeMap<>(typed);
    // Sessions keep it until the next page.
    more.put(other, value.substring(0, Math.min(value.length(), LONGEST)));
    return new FieldProblem(field, message, Map.copyOf(more));
  }

  /**
   * Returns the problem of a field.
   *
   * @param id the id of a field
   * @return the problem, or null if the field has none
   */
  public @Nullable String of(String id) {
    return id.equals(field) ? message : null;
  }

  /**
   * Hands the problem over to the next page.
   *
   * @param attributes the attributes of the next page
   */
  public void announce(RedirectAttributes attributes) {
    attributes.addFlashAttribute("wrong", this);
  }
}
