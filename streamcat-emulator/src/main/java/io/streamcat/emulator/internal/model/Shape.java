package io.streamcat.emulator.internal.model;

import java.util.Map;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** One type of the API model: what a value of it looks like. Immutable. */
interface Shape {
  /**
   * Reports every rule that a value breaks.
   *
   * @param shapes the shapes that this one may refer to
   * @param path where the value stands
   * @param value what {@code Json} read, not null
   * @param violations receives what is wrong
   */
  void check(Map<String, Shape> shapes, String path, Object value, Consumer<Violation> violations);

  /**
   * Keeps what this shape knows of a valid value: unknown members and nulls fall away, as they do
   * at AWS.
   *
   * @param shapes the shapes that this one may refer to
   * @param value a value that passed {@link #check}
   * @return an immutable value
   */
  default Object project(Map<String, Shape> shapes, Object value) {
    return value;
  }

  /** Looks up a shape by name; the loader has made sure that it exists. */
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
