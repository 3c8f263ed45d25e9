package io.streamcat.emulator.internal.model;

import java.util.Map;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** A type of the API model, with the rules for its values. Immutable. */
interface Shape {
  /**
   * Reports every rule that a value breaks.
   *
   * @param shapes the shapes that this one may refer to
   * @param path the path of the value in the document
   * @param value a value that {@code Json} read, not null
   * @param violations the receiver of the violations
   */
  void check(Map<String, Shape> shapes, String path, Object value, Consumer<Violation> violations);

  /**
   * Returns a valid value without unknown members and nulls, as AWS does.
   *
   * @param shapes the shapes that this one may refer to
   * @param value a value that passed {@link #check}
   * @return an immutable value
   */
  default Object project(Map<String, Shape> shapes, Object value) {
    return value;
  }

  /** Returns a shape by name; the loader has ensured that it exists. */
  static Shape named(Map<String, Shape> shapes, String name) {
    Shape shape = shapes.get(name);
    if (shape == null) {
      throw new IllegalStateException("The API model lacks the shape " + name);
    }
    return shape;
  }

  /** Checks an element that must not be null. */
  static void checkElement(
      Map<String, Shape> shapes,
      String shape,
      String path,
      @Nullable Object value,
      Consumer<Violation> violations) {
    if (value == null) {
      violations.accept(new Violation(path, "must not be null"));
    } else {
      named(shapes, shape).check(shapes, path, value, violations);
    }
  }
}
