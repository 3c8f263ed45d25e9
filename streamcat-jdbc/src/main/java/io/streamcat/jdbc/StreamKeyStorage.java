package io.streamcat.jdbc;

import io.streamcat.jdbc.internal.secret.EncryptedStreamKeyStorage;
import io.streamcat.jdbc.internal.secret.FormerlyEncryptedStreamKeyStorage;
import io.streamcat.jdbc.internal.secret.PlainStreamKeyStorage;
import org.jspecify.annotations.Nullable;

/**
 * The way to store the secrets of a channel: its stream key and SRT passphrase.
 *
 * <p>Secrets that were stored in another way are still read, as far as possible, and {@link
 * JdbcUserRepository#reencryptStreamKeys()} stores them in this way. Secrets are encrypted before a
 * connection is acquired and decrypted after it is released, so an implementation may call a key
 * management service. Implementations must be thread safe.
 */
public interface StreamKeyStorage {

  /**
   * Returns the storage that stores no secrets: users read from the repository have a channel
   * without them, and {@code ChannelService.get} fetches them when they are needed.
   *
   * @return the storage, the default
   */
  static StreamKeyStorage notStored() {
    return PlainStreamKeyStorage.NOT_STORED;
  }

  /**
   * Creates a storage that encrypts secrets with AES-256-GCM, each bound to its channel, so that it
   * cannot be moved to another channel.
   *
   * @param keys the keys to encrypt and decrypt with
   * @return a new storage
   */
  static StreamKeyStorage encrypted(EncryptionKeys keys) {
    return new EncryptedStreamKeyStorage(keys);
  }

  /**
   * Returns the storage that stores secrets as plain text. A person who can read the database or a
   * backup of it can then broadcast as any user.
   *
   * @return the storage
   */
  static StreamKeyStorage plainText() {
    return PlainStreamKeyStorage.PLAIN_TEXT;
  }

  /**
   * Creates a storage that stores secrets as plain text, and still reads those that were encrypted.
   * After {@link JdbcUserRepository#reencryptStreamKeys()}, the keys are no longer needed.
   *
   * @param formerKeys the keys with which secrets were encrypted
   * @return a new storage
   */
  static StreamKeyStorage plainText(EncryptionKeys formerKeys) {
    return new FormerlyEncryptedStreamKeyStorage(formerKeys);
  }

  /**
   * Encrypts a secret.
   *
   * @param secret the secret
   * @param context the channel and the kind of secret, the same when it is decrypted
   * @return the text to store, up to 1,000 characters, or null to store nothing
   */
  @Nullable String encrypt(String secret, String context);

  /**
   * Decrypts a secret. An exception counts as null, and a warning names the channel.
   *
   * @param encrypted the text that {@link #encrypt} of this or another storage returned
   * @param context the channel and the kind of secret
   * @return the secret, or null if it is not available; then it is fetched from AWS like one that
   *     was never stored
   */
  @Nullable String decrypt(String encrypted, String context);

  /**
   * Returns whether {@link #encrypt} would store the secret in the same way today.
   *
   * @param encrypted the stored text
   * @return false if it should be encrypted again
   */
  boolean isCurrent(String encrypted);

  /**
   * Encrypts a stored secret again, as {@link #encrypt} would today.
   *
   * @param encrypted the stored text
   * @param context the channel and the kind of secret
   * @return the text to store, null to store nothing; the same text if it cannot be decrypted
   */
  default @Nullable String reencrypt(String encrypted, String context) {
    String secret = decrypt(encrypted, context);
    return secret == null ? encrypted : encrypt(secret, context);
  }
}
