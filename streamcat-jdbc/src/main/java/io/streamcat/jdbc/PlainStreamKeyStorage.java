package io.streamcat.jdbc;

import org.jspecify.annotations.Nullable;

/** Keeps secrets as they are, or not at all. */
enum PlainStreamKeyStorage implements StreamKeyStorage {
  PLAIN_TEXT,
  NOT_STORED;

  static final String PREFIX = "plain:";

  @Override
  public @Nullable String seal(String secret, String context) {
    return this == PLAIN_TEXT ? PREFIX + secret : null;
  }

  @Override
  public @Nullable String open(String sealed, String context) {
    return this == PLAIN_TEXT && sealed.startsWith(PREFIX)
        ? sealed.substring(PREFIX.length())
        : null;
  }

  @Override
  public boolean isCurrent(String sealed) {
    return this == PLAIN_TEXT && sealed.startsWith(PREFIX);
  }

  @Override
  public @Nullable String reseal(String sealed, String context) {
    return this == NOT_STORED ? null : StreamKeyStorage.super.reseal(sealed, context);
  }
}
