package io.streamcat.signing;

import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Remembers success alone: what failed is tried again when the key is asked for again. Several
 * threads may publish at once, which imports the key once and keeps none of them waiting for one
 * that waits for AWS.
 */
final class PublishedOnUse implements Supplier<ImportedKey> {

  private final SigningKeys keys;
  private final SigningKey key;
  private volatile @Nullable ImportedKey published;

  PublishedOnUse(SigningKeys keys, SigningKey key) {
    this.keys = keys;
    this.key = key;
  }

  @Override
  public ImportedKey get() {
    ImportedKey known = published;
    if (known == null) {
      known = keys.publish(key);
      published = known;
    }
    return known;
  }
}
