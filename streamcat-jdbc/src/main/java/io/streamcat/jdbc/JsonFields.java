package io.streamcat.jdbc;

import io.streamcat.aws.AwsNames;
import io.streamcat.error.StorageException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * The fields of a JSON object, by type; one that is missing or of another type counts as not there.
 *
 * @param values the object
 */
record JsonFields(Map<String, Object> values) {

  static JsonFields of(String text) {
    return new JsonFields(Json.read(text));
  }

  @Nullable String text(String name) {
    return values.get(name) instanceof String text ? text : null;
  }

  String required(String name) {
    String text = text(name);
    if (text == null) {
      throw new StorageException(
          "settings in the database are damaged: '" + name + "' is missing", false, null);
    }
    return text;
  }

  boolean flag(String name) {
    return values.get(name) instanceof Boolean flag && flag;
  }

  int number(String name, int fallback) {
    return values.get(name) instanceof Long number ? Math.toIntExact(number) : fallback;
  }

  <E extends Enum<E>> E constant(String name, Class<E> type, E fallback) {
    return AwsNames.constant(type, text(name), fallback);
  }

  <E extends Enum<E>> @Nullable E constant(String name, Class<E> type) {
    String text = text(name);
    return text == null ? null : Enum.valueOf(type, text);
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
    if (!(values.get(name) instanceof Map<?, ?> map)) {
      return null;
    }
    Map<String, Object> fields = new LinkedHashMap<>();
    map.forEach((key, value) -> fields.put(String.valueOf(key), value));
    return new JsonFields(fields);
  }
}
