package io.streamcat.spring.internal;

import io.streamcat.jdbc.EncryptionKeys;
import io.streamcat.jdbc.StreamKeyStorage;
import io.streamcat.jdbc.TableNames;
import io.streamcat.spring.internal.StreamCatProperties.Jdbc;
import io.streamcat.spring.internal.StreamCatProperties.StreamKeys;
import java.util.Base64;
import java.util.Map;
import java.util.stream.Collectors;

/** The settings of streamcat-jdbc, from properties. */
public final class DatabaseSettings {

  private DatabaseSettings() {}

  /** Returns the names of the tables. */
  public static TableNames tables(Jdbc properties) {
    return new TableNames(properties.schema(), properties.tablePrefix());
  }

  /**
   * Returns the storage of stream keys.
   *
   * @throws IllegalStateException if an encryption key is missing or not Base64
   */
  public static StreamKeyStorage streamKeys(StreamKeys properties) {
    return switch (properties.storage()) {
      case NOT_STORED -> StreamKeyStorage.notStored();
      case PLAIN_TEXT -> StreamKeyStorage.plainText();
      case ENCRYPTED -> StreamKeyStorage.encrypted(keys(properties));
    };
  }

  private static EncryptionKeys keys(StreamKeys properties) {
    if (properties.currentKey() == null) {
      throw new IllegalStateException(
          "streamcat.jdbc.stream-keys.current-key is missing; set it to the id of the key to encrypt"
              + " with");
    }
    Map<String, byte[]> keys =
        properties.keys().entrySet().stream()
            .collect(
                Collectors.toMap(Map.Entry::getKey, key -> decode(key.getKey(), key.getValue())));
    return EncryptionKeys.of(properties.currentKey(), keys);
  }

  private static byte[] decode(String id, String key) {
    try {
      return Base64.getDecoder().decode(key);
    } catch (IllegalArgumentException e) {
      // Without the cause, which contains a part of the key.
      throw new IllegalStateException("streamcat.jdbc.stream-keys.keys." + id + " is not Base64");
    }
  }
}
