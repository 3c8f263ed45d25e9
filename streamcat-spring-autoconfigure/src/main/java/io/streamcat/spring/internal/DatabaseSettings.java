package io.streamcat.spring.internal;

import io.streamcat.jdbc.EncryptionKeys;
import io.streamcat.jdbc.StreamKeyStorage;
import io.streamcat.jdbc.TableNames;
import io.streamcat.spring.internal.StreamCatProperties.Jdbc;
import io.streamcat.spring.internal.StreamCatProperties.StreamKeys;
import java.util.Base64;
import java.util.Map;
import java.util.stream.Collectors;

/** The settings of a database in the words of streamcat-jdbc. */
public final class DatabaseSettings {

  private DatabaseSettings() {}

  public static TableNames tables(Jdbc properties) {
    return new TableNames(properties.schema(), properties.tablePrefix());
  }

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
          "streamcat.jdbc.stream-keys.current-key is missing: it names the key to encrypt with");
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
      // Without the cause, which shows a part of the key.
      throw new IllegalStateException("streamcat.jdbc.stream-keys.keys." + id + " is not Base64");
    }
  }
}
