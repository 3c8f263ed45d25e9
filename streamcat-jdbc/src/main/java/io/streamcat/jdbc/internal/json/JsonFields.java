package io.streamcat.jdbc.internal.json;

import io.streamcat.aws.internal.AwsNames;
import io.streamcat.exception.StorageException;
import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * The fields of a JSON object, by type. A field of another type counts as missing.
 *
 * @param values the object
 */
record JsonFields(Map<?, ?> values) {

  static JsonFields of(String text) {
    return new JsonFields(Json.readObject(text));
  }

  @Nullable String text(String name) {
    return values.get(name) instanceof String text ? text : null;
  }

  String required(String name) {
    String text = text(name);
    if (text == null) {
      throw Json.damaged("'" + name + "' is missing", null);
    }
    return text;
  }

  boolean flag(String name) {
    return values.get(name) instanceof Boolean flag && flag;
  }

  int number(String name, int fallback) {
    return values.get(name) instanceof Long number ? Math.toIntExact(number) : fallback;
  }

  int requiredNumber(String name) {
    if (values.get(name) instanceof Long number) {
      return Math.toIntExact(number);
    }
    throw Json.damaged("'" + name + "' is missing", null);
  }

  /** The names of all fields. */
  List<String> names() {
    return values.keySet().stream().map(String::valueOf).toList();
  }

  <E extends Enum<E>> E constant(String name, Class<E> type, E fallback) {
    return AwsNames.constant(type, text(name), fallback);
  }

  <E extends Enum<E>> @Nullable E constant(String name, Class<E> type) {
    String text = text(name);
    return text == null ? null : known(text, type);
  }

  <E extends Enum<E>> Set<E> constants(String name, Class<E> type) {
    return list(name).stream()
        .map(text -> Enum.valueOf(type, text))
        .collect(Collectors.toUnmodifiableSet());
  }

  List<String> list(String name) {
    return values.get(name) instanceof List<?> list
        ? list.stream().map(String::valueOf).toList()
        : List.of();
  }

  Map<String, String> texts(String name) {
    Map<String, String> texts = new LinkedHashMap<>();
    if (values.get(name) instanceof Map<?, ?> map) {
      map.forEach((key, value) -> texts.put(String.valueOf(key), String.valueOf(value)));
    }
    return texts;
  }

  @Nullable JsonFields object(String name) {
    return values.get(name) instanceof Map<?, ?> map ? new JsonFields(map) : null;
  }

  JsonFields requiredObject(String name) {
    JsonFields object = object(name);
    if (object == null) {
      throw Json.damaged("'" + name + "' is missing", null);
    }
    return object;
  }

  List<JsonFields> objects(String name) {
    return values.get(name) instanceof List<?> list ? objects(list) : List.of();
  }

  /** Returns the objects of a list. */
  static List<JsonFields> objects(List<?> list) {
    List<JsonFields> objects = new ArrayList<>();
    for (Object item : list) {
      if (!(item instanceof Map<?, ?> map)) {
        throw Json.damaged("an array contains values that are not objects", null);
      }
      objects.add(new JsonFields(map));
    }
    return objects;
  }

  @Nullable Instant instant(String name) {
    String text = text(name);
    try {
      return text == null ? null : Instant.parse(text);
    } catch (DateTimeParseException e) {
      throw Json.damaged("'" + name + "' is not a time", e);
    }
  }

  Instant requiredInstant(String name) {
    required(name);
    return Objects.requireNonNull(instant(name));
  }

  /** A constant that must be known. */
  <E extends Enum<E>> E required(String name, Class<E> type) {
    return known(required(name), type);
  }

  /**
   * Reads a constant.
   *
   * @throws StorageException if a newer release wrote it
   */
  static <E extends Enum<E>> E known(String text, Class<E> type) {
    try {
      return Enum.valueOf(type, text);
    } catch (IllegalArgumentException e) {
      throw new StorageException(
          "'" + text + "' in the database is unknown; a newer release wrote it", false, e);
    }
  }
}
