package io.streamcat.jdbc.internal.secret;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.streamcat.exception.StorageException;
import io.streamcat.jdbc.EncryptionKeys;
import io.streamcat.jdbc.StreamKeyStorage;
import java.nio.ByteBuffer;
import java.security.GeneralSecurityException;
import java.security.SecureRandom;
import java.util.Base64;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import javax.crypto.Cipher;
import javax.crypto.spec.GCMParameterSpec;
import javax.crypto.spec.SecretKeySpec;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A storage of secrets as {@code aes:KEY-ID:BASE64}, where the bytes are nonce, cipher text and
 * tag.
 */
public final class EncryptedStreamKeyStorage implements StreamKeyStorage {

  private static final Logger log = LoggerFactory.getLogger(StreamKeyStorage.class);

  private static final String SCHEME = "aes";
  private static final String TRANSFORMATION = "AES/GCM/NoPadding";
  private static final int NONCE_BYTES = 12;
  private static final int TAG_BITS = 128;

  private final EncryptionKeys keys;
  private final SecureRandom random = new SecureRandom();
  private final Set<String> warned = ConcurrentHashMap.newKeySet();

  public EncryptedStreamKeyStorage(EncryptionKeys keys) {
    this.keys = keys;
  }

  @Override
  public String encrypt(String secret, String context) {
    String id = keys.currentId();
    byte[] key = keys.key(id);
    if (key == null) {
      throw new StorageException("the encryption key '" + id + "' is missing", false, null);
    }
    byte[] nonce = new byte[NONCE_BYTES];
    random.nextBytes(nonce);
    try {
      byte[] encrypted =
          cipher(Cipher.ENCRYPT_MODE, key, nonce, context).doFinal(secret.getBytes(UTF_8));
      byte[] all =
          ByteBuffer.allocate(nonce.length + encrypted.length).put(nonce).put(encrypted).array();
      return SCHEME + ":" + id + ":" + Base64.getEncoder().encodeToString(all);
    } catch (GeneralSecurityException e) {
      throw new StorageException("a stream key could not be encrypted", false, e);
    }
  }

  @Override
  public @Nullable String decrypt(String text, String context) {
    if (text.startsWith(PlainStreamKeyStorage.PREFIX)) {
      return PlainStreamKeyStorage.PLAIN_TEXT.decrypt(text, context);
    }
    String[] parts = text.split(":", 3);
    byte[] key = parts.length == 3 && parts[0].equals(SCHEME) ? keys.key(parts[1]) : null;
    if (key == null) {
      warn(
          parts.length == 3 ? parts[1] : "",
          "A secret cannot be decrypted: its encryption key is missing; it is fetched from AWS"
              + " instead",
          context,
          null);
      return null;
    }
    try {
      byte[] all = Base64.getDecoder().decode(parts[2]);
      byte[] nonce = new byte[NONCE_BYTES];
      ByteBuffer buffer = ByteBuffer.wrap(all).get(nonce);
      byte[] encrypted = new byte[buffer.remaining()];
      buffer.get(encrypted);
      String secret =
          new String(cipher(Cipher.DECRYPT_MODE, key, nonce, context).doFinal(encrypted), UTF_8);
      warned.remove(parts[1]);
      return secret;
    } catch (GeneralSecurityException | RuntimeException e) {
      // A damaged secret must not make its user unreadable and thus undeletable; AWS has the
      // secret.
      warn(
          parts[1],
          "A secret cannot be decrypted: the encryption key is probably another one than when it"
              + " was encrypted, or the secret was damaged or moved to another channel",
          context,
          e);
      return null;
    }
  }

  /** Warns once per key, until the key decrypts a secret: a wrong key concerns all secrets. */
  private void warn(String keyId, String problem, String context, @Nullable Exception e) {
    if (warned.add(keyId)) {
      log.warn(
          "{}; further warnings about this key are logged at debug level key={} secret={}",
          problem,
          keyId,
          context);
    } else {
      log.debug("{} key={} secret={}", problem, keyId, context, e);
    }
  }

  @Override
  public boolean isCurrent(String encrypted) {
    return encrypted.startsWith(SCHEME + ":" + keys.currentId() + ":");
  }

  private static Cipher cipher(int mode, byte[] key, byte[] nonce, String context)
      throws GeneralSecurityException {
    Cipher cipher = Cipher.getInstance(TRANSFORMATION);
    cipher.init(mode, new SecretKeySpec(key, "AES"), new GCMParameterSpec(TAG_BITS, nonce));
    cipher.updateAAD(context.getBytes(UTF_8));
    return cipher;
  }
}
