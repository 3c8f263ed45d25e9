package io.streamcat.signing.internal;

import io.streamcat.signing.ImportedKey;
import io.streamcat.signing.SigningKey;
import io.streamcat.signing.SigningKeys;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * A supplier that publishes a key on first use and caches the result. A failure is not cached; the
 * next call tries again. Several threads may publish at the same time, which imports the key once
 * and lets no thread wait for another.
 */
public final class PublishedOnUse implements Supplier<ImportedKey> {

  private final SigningKeys keys;
  private final SigningKey key;
  private volatile @Nullable ImportedKey published;

  public PublishedOnUse(SigningKeys keys, SigningKey key) {
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
