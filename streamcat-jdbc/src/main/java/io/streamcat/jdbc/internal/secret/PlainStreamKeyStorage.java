package io.streamcat.jdbc.internal.secret;

import io.streamcat.jdbc.StreamKeyStorage;
import org.jspecify.annotations.Nullable;

/** A storage of secrets as plain text, or of no secrets. */
public enum PlainStreamKeyStorage implements StreamKeyStorage {
  PLAIN_TEXT,
  NOT_STORED;

  public static final String PREFIX = "plain:";

  @Override
  public @Nullable String encrypt(String secret, String context) {
    return this == PLAIN_TEXT ? PREFIX + secret : null;
  }

  @Override
  public @Nullable String decrypt(String encrypted, String context) {
    return this == PLAIN_TEXT && encrypted.startsWith(PREFIX)
        ? encrypted.substring(PREFIX.length())
        : null;
  }

  @Override
  public boolean isCurrent(String encrypted) {
    return this == PLAIN_TEXT && encrypted.startsWith(PREFIX);
  }

  @Override
  public @Nullable String reencrypt(String encrypted, String context) {
    return this == NOT_STORED ? null : StreamKeyStorage.super.reencrypt(encrypted, context);
  }
}
