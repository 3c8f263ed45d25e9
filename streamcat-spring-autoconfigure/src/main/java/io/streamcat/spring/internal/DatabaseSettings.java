package io.streamcat.spring.internal;

import io.streamcat.exception.InvalidInputException;
import io.streamcat.jdbc.EncryptionKeys;
import io.streamcat.jdbc.StreamKeyStorage;
import io.streamcat.jdbc.TableNames;
import io.streamcat.spring.internal.StreamCatProperties.Jdbc;
import io.streamcat.spring.internal.StreamCatProperties.StreamKeys;
import java.util.Base64;
import java.util.HashMap;
import java.util.Map;

/** The settings of streamcat-jdbc, from properties. */
public final class DatabaseSettings {

  private static final String KEYS = "streamcat.jdbc.stream-keys.keys";
  private static final String CURRENT_KEY = "streamcat.jdbc.stream-keys.current-key";

  private DatabaseSettings() {}

  /**
   * Returns the names of the tables.
   *
   * @throws InvalidPropertyException if a name is not an identifier
   */
  public static TableNames tables(Jdbc properties) {
    try {
      return new TableNames(properties.schema(), properties.tablePrefix());
    } catch (InvalidInputException e) {
      throw InvalidPropertyException.of("streamcat.jdbc.", e);
    }
  }

  /**
   * Returns the storage of stream keys.
   *
   * @throws InvalidPropertyException if an encryption key is missing or invalid
   */
  public static StreamKeyStorage streamKeys(StreamKeys properties) {
    return switch (properties.storage()) {
      case NOT_STORED -> StreamKeyStorage.notStored();
      case PLAIN_TEXT ->
          properties.keys().isEmpty()
              ? StreamKeyStorage.plainText()
              : StreamKeyStorage.plainText(keys(properties));
      case ENCRYPTED -> StreamKeyStorage.encrypted(keys(properties));
    };
  }

  private static EncryptionKeys keys(StreamKeys properties) {
    String current = properties.currentKey();
    if (current == null) {
      throw new InvalidPropertyException(
          CURRENT_KEY, "is missing", "Set it to the id of the key to encrypt with");
    }
    Map<String, byte[]> keys = new HashMap<>();
    properties.keys().forEach((id, key) -> keys.put(id, decode(id, key)));
    try {
      return EncryptionKeys.of(current, keys);
    } catch (InvalidInputException e) {
      // The ids are compared by EncryptionKeys, which accepts several spellings.
      if (e.field().equals("current encryption key")) {
        throw new InvalidPropertyException(
            CURRENT_KEY,
            "is '" + current + "', and there is no such key",
            "Set it to one of the ids of " + KEYS + ", which are " + properties.keys().keySet());
      }
      throw new InvalidPropertyException(
          KEYS, "has an invalid key", "Correct the " + e.field() + ", which must be " + e.rule());
    }
  }

  private static byte[] decode(String id, String key) {
    try {
      return Base64.getDecoder().decode(key);
    } catch (IllegalArgumentException e) {
      // Without the cause, which contains a part of the key.
      throw new InvalidPropertyException(
          KEYS + "." + id, "is not Base64", "Set it to 32 random bytes in Base64");
    }
  }
}
