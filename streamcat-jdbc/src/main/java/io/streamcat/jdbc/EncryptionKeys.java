package io.streamcat.jdbc;

import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The keys stream keys are encrypted with, each known by an id that is kept beside what it
 * encrypted.
 *
 * <p>To rotate: add a new key and make it the current one on every server, call {@code
 * resealStreamKeys()} of the repository, then take the old one away. Implementations are thread
 * safe; one may fetch keys from a key management service.
 */
public interface EncryptionKeys {

  /**
   * Keeps keys in memory.
   *
   * @param currentId the id of the key to encrypt with
   * @param keys 256-bit keys by id; copied
   * @return new keys
   * @throws io.streamcat.error.InvalidInputException if a key is not 32 bytes long, an id is not 1
   *     to 32 letters a to z, digits, - or _, or there is no current key
   */
  static EncryptionKeys of(String currentId, Map<String, byte[]> keys) {
    return new KeyRing(currentId, keys);
  }

  /**
   * Returns the id of the key to encrypt with.
   *
   * @return 1 to 32 letters a to z, digits, - or _
   */
  String currentId();

  /**
   * Returns a key.
   *
   * @param id the key's id
   * @return its 32 bytes, or null if there is none
   */
  byte @Nullable [] key(String id);
}
