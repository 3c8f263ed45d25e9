package io.streamcat.jdbc.internal.secret;

import io.streamcat.exception.Check;
import io.streamcat.jdbc.EncryptionKeys;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Encryption keys in memory. Ids are compared in one spelling, lower-case with hyphens, because
 * environment variables carry neither case nor hyphens.
 */
public final class InMemoryEncryptionKeys implements EncryptionKeys {

  private static final int BYTES = 32;
  private static final Pattern ID = Pattern.compile("[A-Za-z0-9._-]{1,32}");

  private final String currentId;
  private final Map<String, byte[]> keys = new HashMap<>();

  public InMemoryEncryptionKeys(String currentId, Map<String, byte[]> keys) {
    keys.forEach(
        (id, key) -> {
          Check.matches("encryption key id", id, ID, "1 to 32 letters a to z, digits, -, _ and .");
          Check.that(
              key.length == BYTES,
              "encryption key '" + id + "'",
              BYTES + " bytes",
              "has " + key.length);
          Check.that(
              this.keys.put(canonical(id), key.clone()) == null,
              "encryption key '" + id + "'",
              "different from others in more than case and -, _ and .",
              "has an id of another key");
        });
    this.currentId = canonical(currentId);
    Check.that(
        this.keys.containsKey(this.currentId),
        "current encryption key",
        "one of the keys",
        "is missing");
  }

  private static String canonical(String id) {
    return id.toLowerCase(Locale.ROOT).replace('_', '-').replace('.', '-');
  }

  @Override
  public String currentId() {
    return currentId;
  }

  @Override
  public byte @Nullable [] key(String id) {
    byte[] key = keys.get(canonical(id));
    return key == null ? null : key.clone();
  }
}
