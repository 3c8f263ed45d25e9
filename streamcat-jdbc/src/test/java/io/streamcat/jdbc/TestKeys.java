package io.streamcat.jdbc;

import java.util.Map;

/** Encryption keys for tests. */
public final class TestKeys {

  public static final EncryptionKeys KEYS = EncryptionKeys.of("k1", Map.of("k1", new byte[32]));

  private TestKeys() {}
}
