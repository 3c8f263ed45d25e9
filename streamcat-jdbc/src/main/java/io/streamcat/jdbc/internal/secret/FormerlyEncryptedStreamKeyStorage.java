package io.streamcat.jdbc.internal.secret;

import io.streamcat.jdbc.EncryptionKeys;
import io.streamcat.jdbc.StreamKeyStorage;
import org.jspecify.annotations.Nullable;

/** A storage of secrets as plain text that also reads encrypted ones. */
public final class FormerlyEncryptedStreamKeyStorage implements StreamKeyStorage {

  private final StreamKeyStorage plain = PlainStreamKeyStorage.PLAIN_TEXT;
  private final StreamKeyStorage former;

  public FormerlyEncryptedStreamKeyStorage(EncryptionKeys formerKeys) {
    this.former = new EncryptedStreamKeyStorage(formerKeys);
  }

  @Override
  public @Nullable String encrypt(String secret, String context) {
    return plain.encrypt(secret, context);
  }

  /** The encrypted storage reads plain text, too. */
  @Override
  public @Nullable String decrypt(String encrypted, String context) {
    return former.decrypt(encrypted, context);
  }

  @Override
  public boolean isCurrent(String encrypted) {
    return plain.isCurrent(encrypted);
  }
}
