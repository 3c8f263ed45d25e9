package io.streamcat.jdbc;

import io.streamcat.jdbc.internal.secret.InMemoryEncryptionKeys;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The keys with which stream keys are encrypted. The id of the key is stored with each encrypted
 * text.
 *
 * <pre>{@code
 * EncryptionKeys keys = EncryptionKeys.of("2026-11", Map.of("2026-11", key));
 * JdbcUserRepository users =
 *     JdbcUserRepository.builder(dataSource).streamKeys(StreamKeyStorage.encrypted(keys)).build();
 * }</pre>
 *
 * <p>To rotate: add a new key and make it the current one on every server, call {@link
 * JdbcUserRepository#reencryptStreamKeys()}, then remove the old key. Implementations must be
 * thread safe. They may fetch keys from a key management service.
 */
public interface EncryptionKeys {

  /**
   * Creates keys in memory.
   *
   * <p>Ids that differ only in case or in {@code -}, {@code _} and {@code .} are equal, because
   * environment variables carry no such difference. The documented and stored spelling is
   * lower-case with hyphens, such as {@code key-2026}.
   *
   * @param currentId the id of the key to encrypt with
   * @param keys 256-bit keys by id; copied
   * @return new keys
   * @throws io.streamcat.exception.InvalidInputException if a key is not 32 bytes long, an id is
   *     not 1 to 32 letters a to z, digits, -, _ or ., two ids are equal, or the current key is
   *     missing
   */
  static EncryptionKeys of(String currentId, Map<String, byte[]> keys) {
    return new InMemoryEncryptionKeys(currentId, keys);
  }

  /**
   * Returns the id of the key to encrypt with.
   *
   * @return 1 to 32 letters a to z, digits, - or _; without a colon, which ends the stored id
   */
  String currentId();

  /**
   * Returns a key.
   *
   * @param id the key's id
   * @return its 32 bytes, or null if the id is unknown
   */
  byte @Nullable [] key(String id);
}
