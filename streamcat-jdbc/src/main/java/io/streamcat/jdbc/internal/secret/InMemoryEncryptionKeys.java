package io.streamcat.jdbc.internal.secret;

import io.streamcat.exception.Check;
import io.streamcat.jdbc.EncryptionKeys;
import java.util.HashMap;
import java.util.Map;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Encryption keys in memory. */
public final class InMemoryEncryptionKeys implements EncryptionKeys {

  private static final int BYTES = 32;
  private static final Pattern ID = Pattern.compile("[A-Za-z0-9_-]{1,32}");

  private final String currentId;
  private final Map<String, byte[]> keys = new HashMap<>();

  public InMemoryEncryptionKeys(String currentId, Map<String, byte[]> keys) {
    keys.forEach(
        (id, key) -> {
          Check.matches("encryption key id", id, ID, "1 to 32 letters a to z, digits, - and _");
          Check.that(
              key.length == BYTES,
              "encryption key '" + id + "'",
              BYTES + " bytes",
              "has " + key.length);
          this.keys.put(id, key.clone());
        });
    Check.that(
        keys.containsKey(currentId), "current encryption key", "one of the keys", "is missing");
    this.currentId = currentId;
  }

  @Override
  public String currentId() {
    return currentId;
  }

  @Override
  public byte @Nullable [] key(String id) {
    byte[] key = keys.get(id);
    return key == null ? null : key.clone();
  }
}
