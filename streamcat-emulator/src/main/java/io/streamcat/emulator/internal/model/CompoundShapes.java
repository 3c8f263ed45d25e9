package io.streamcat.emulator.internal.model;

import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;

/** The shapes that consist of other shapes, referenced by name. */
final class CompoundShapes {
  private CompoundShapes() {}

  /**
   * A list.
   *
   * @param min the least number of elements
   * @param max the greatest number of elements
   * @param element the shape of each element
   */
  record ListOf(long min, long max, String element) implements Shape {
    @Override
    public void check(
        Map<String, Shape> shapes, String path, Object value, Consumer<Violation> violations) {
      if (!(value instanceof List<?> list)) {
        violations.accept(new Violation(path, "must be a list"));
        return;
      }
      checkSize(min, max, list.size(), path, violations);
      for (int i = 0; i < list.size(); i++) {
        Shape.checkElement(shapes, element, path + "[" + i + "]", list.get(i), violations);
      }
    }

    @Override
    public Object project(Map<String, Shape> shapes, Object value) {
      Shape shape = Shape.named(shapes, element);
      List<Object> known = new ArrayList<>();
      for (Object item : (List<?>) value) {
        known.add(shape.project(shapes, item));
      }
      return Collections.unmodifiableList(known);
    }
  }

  /**
   * A map.
   *
   * @param min the least number of entries
   * @param max the greatest number of entries
   * @param key the shape of each key
   * @param element the shape of each value
   */
  record MapOf(long min, long max, String key, String element) implements Shape {
    @Override
    public void check(
        Map<String, Shape> shapes, String path, Object value, Consumer<Violation> violations) {
      if (!(value instanceof Map<?, ?> map)) {
        violations.accept(new Violation(path, "must be an object"));
        return;
      }
      checkSize(min, max, map.size(), path, violations);
      map.forEach(
          (name, item) -> {
            String entry = path + "." + name;
            Shape.checkElement(shapes, key, entry + " (key)", name, violations);
            Shape.checkElement(shapes, element, entry, item, violations);
          });
    }

    @Override
    public Object project(Map<String, Shape> shapes, Object value) {
      Shape shape = Shape.named(shapes, element);
      Map<String, Object> known = new LinkedHashMap<>();
      ((Map<?, ?>) value)
          .forEach((name, item) -> known.put((String) name, shape.project(shapes, item)));
      return Collections.unmodifiableMap(known);
    }
  }

  /**
   * A structure.
   *
   * @param required the required members
   * @param members the shapes by member name, without the members in HTTP headers
   * @param headers the names of the HTTP headers that hold members
   */
  record Structure(Set<String> required, Map<String, String> members, Set<String> headers)
      implements Shape {
    @Override
    public void check(
        Map<String, Shape> shapes, String path, Object value, Consumer<Violation> violations) {
      if (!(value instanceof Map<?, ?> map)) {
        violations.accept(new Violation(path, "must be an object"));
        return;
      }
      String prefix = path.isEmpty() ? "" : path + ".";
      for (String name : required) {
        if (map.get(name) == null) {
          violations.accept(new Violation(prefix + name, "is required"));
        }
      }
      members.forEach(
          (name, shape) -> {
            Object member = map.get(name);
            if (member != null) {
              Shape.named(shapes, shape).check(shapes, prefix + name, member, violations);
            }
          });
    }

    @Override
    public Object project(Map<String, Shape> shapes, Object value) {
      Map<?, ?> map = (Map<?, ?>) value;
      Map<String, Object> known = new LinkedHashMap<>();
      members.forEach(
          (name, shape) -> {
            Object member = map.get(name);
            if (member != null) {
              known.put(name, Shape.named(shapes, shape).project(shapes, member));
            }
          });
      return Collections.unmodifiableMap(known);
    }
  }

  private static void checkSize(
      long min, long max, int size, String path, Consumer<Violation> violations) {
    if (size < min || size > max) {
      violations.accept(
          new Violation(path, "must have " + ScalarShapes.range(min, max) + " entries"));
    }
  }
}
