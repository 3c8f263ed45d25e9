package io.streamcat.jdbc;

import org.jspecify.annotations.Nullable;

/**
 * How the secrets of a channel, its stream key and SRT passphrase, are kept in the database.
 *
 * <p>What was kept in another way before is still read, as far as it can be, and the repository's
 * {@code resealStreamKeys()} brings it up to date. Implementations are thread safe.
 */
public interface StreamKeyStorage {

  /**
   * Keeps no secrets: users read from the repository have a channel without them, and {@code
   * ChannelService.get} fetches them when they are needed.
   *
   * @return the storage, the default
   */
  static StreamKeyStorage notStored() {
    return PlainStreamKeyStorage.NOT_STORED;
  }

  /**
   * Keeps secrets encrypted with AES-256-GCM, each bound to its channel, so that one cannot be put
   * in another's place.
   *
   * @param keys the keys to encrypt and decrypt with
   * @return a new storage
   */
  static StreamKeyStorage encrypted(EncryptionKeys keys) {
    return new EncryptedStreamKeyStorage(keys);
  }

  /**
   * Keeps secrets as they are. Whoever can read the database or a backup of it can then broadcast
   * as anyone.
   *
   * @return the storage
   */
  static StreamKeyStorage plainText() {
    return PlainStreamKeyStorage.PLAIN_TEXT;
  }

  /**
   * Turns a secret into what the database keeps.
   *
   * @param secret the secret
   * @param context what the secret belongs to, the same when it is opened
   * @return up to 1,000 characters, or null to keep nothing
   */
  @Nullable String seal(String secret, String context);

  /**
   * Turns what the database keeps into the secret.
   *
   * @param sealed what {@link #seal} of this or another storage returned
   * @param context what the secret belongs to
   * @return the secret, or null if it cannot be had; then it is fetched from AWS like one that was
   *     never stored
   */
  @Nullable String open(String sealed, String context);

  /**
   * Tells whether {@link #seal} would keep the secret in the same way today.
   *
   * @param sealed what is kept
   * @return false if it should be sealed anew
   */
  boolean isCurrent(String sealed);

  /**
   * Turns what is kept into what {@link #seal} would keep today.
   *
   * @param sealed what is kept
   * @param context what the secret belongs to
   * @return what to keep instead; the same if it cannot be opened
   */
  default @Nullable String reseal(String sealed, String context) {
    String secret = open(sealed, context);
    return secret == null ? sealed : seal(secret, context);
  }
}
