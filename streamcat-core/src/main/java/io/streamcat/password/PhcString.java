package io.streamcat.password;

import java.util.Arrays;
import java.util.Base64;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * A hash in PHC string format, or in the modular form of passlib: {@code $id$parameters$salt$hash}.
 * Parameters may come in any order and in several sections. Every other text is an {@link
 * IllegalArgumentException} without a quotation.
 */
final class PhcString {

  /** The name of a parameter without a name, as in {@code $pbkdf2-sha256$29000$salt$hash}. */
  static final String NAMELESS = "";

  private static final Pattern NUMBER = Pattern.compile("[0-9]{1,9}");
  private static final int MIN_SALT = 8;
  private static final int MIN_HASH = 12;
  private static final int MAX_BYTES = 64;

  private final String id;
  private final Map<String, Integer> parameters = new HashMap<>();
  private final byte[] salt;
  private final byte[] hash;

  private PhcString(String text) {
    String[] parts = text.split("\\$", -1);
    if (parts.length < 5 || !parts[0].isEmpty()) {
      throw malformed();
    }
    id = parts[1];
    Arrays.stream(parts, 2, parts.length - 2)
        .flatMap(section -> Arrays.stream(section.split(",", -1)))
        .forEach(this::add);
    salt = bytes(parts[parts.length - 2], MIN_SALT);
    hash = bytes(parts[parts.length - 1], MIN_HASH);
  }

  static PhcString parse(String text) {
    return new PhcString(text);
  }

  private void add(String parameter) {
    int equals = parameter.indexOf('=');
    String value = parameter.substring(equals + 1);
    if (!NUMBER.matcher(value).matches()
        || parameters.put(parameter.substring(0, Math.max(0, equals)), Integer.valueOf(value))
            != null) {
      throw malformed();
    }
  }

  /** Decodes Base64 in the alphabets of PHC and passlib, with or without padding. */
  private static byte[] bytes(String base64, int min) {
    byte[] bytes = Base64.getDecoder().decode(base64.replace('.', '+'));
    if (bytes.length < min || bytes.length > MAX_BYTES) {
      throw malformed();
    }
    return bytes;
  }

  /** Returns this text if it has no other parameters than those named. */
  PhcString withOnly(String... names) {
    if (!Set.of(names).containsAll(parameters.keySet())) {
      throw malformed();
    }
    return this;
  }

  String id() {
    return id;
  }

  /** Returns a required parameter in a range. */
  int parameter(String name, int min, int max) {
    Integer value = parameters.get(name);
    if (value == null || value < min || value > max) {
      throw malformed();
    }
    return value;
  }

  /** Returns a parameter, or a default. */
  int parameter(String name, int otherwise) {
    return parameters.getOrDefault(name, otherwise);
  }

  byte[] salt() {
    return salt;
  }

  byte[] hash() {
    return hash;
  }

  static IllegalArgumentException malformed() {
    return new IllegalArgumentException("not a hash in PHC string format");
  }
}
