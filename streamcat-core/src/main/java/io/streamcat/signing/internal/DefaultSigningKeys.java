package io.streamcat.signing.internal;

import io.streamcat.aws.ResourceSummary;
import io.streamcat.aws.internal.AwsNames;
import io.streamcat.aws.internal.Tags;
import io.streamcat.exception.Check;
import io.streamcat.exception.InvalidInputException;
import io.streamcat.exception.ResourceConflictException;
import io.streamcat.signing.ImportedKey;
import io.streamcat.signing.PublicKeys;
import io.streamcat.signing.SigningKey;
import io.streamcat.signing.SigningKeys;
import java.time.Clock;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;

public final class DefaultSigningKeys implements SigningKeys {

  private static final int NAMED_BY = 16;

  private final Supplier<PublicKeys> keys;
  private final String namespace;
  private final Clock clock;

  public DefaultSigningKeys(Supplier<PublicKeys> keys, String namespace, Clock clock) {
    Check.length("namespace", namespace, 1, 32);
    this.keys = keys;
    this.namespace = AwsNames.check("namespace", namespace);
    this.clock = clock;
  }

  @Override
  public ImportedKey publish(SigningKey key) {
    return find(key).or(() -> foreign(key)).orElseGet(() -> imported(key));
  }

  private ImportedKey imported(SigningKey key) {
    try {
      return keys.get()
          .importKey(
              name(key),
              key.publicKeyPem(),
              Tags.merged(identity(key), Map.of(Tags.CREATED_AT, clock.instant().toString())));
    } catch (ResourceConflictException e) {
      // Another program may have imported the key since it was looked for.
      return foreign(key).orElseThrow(() -> e);
    }
  }

  /** Finds a key that the console, Terraform or another namespace has imported. */
  private Optional<ImportedKey> foreign(SigningKey key) {
    return keys.get().findByKey(key.publicKeyPem());
  }

  @Override
  public List<String> retire(SigningKey current, Duration delay) {
    Check.that(!delay.isNegative(), "delay", "zero or longer", "is " + delay);
    Instant replaced =
        find(current)
            .flatMap(key -> createdAt(key.tags()))
            .orElseThrow(
                () ->
                    new InvalidInputException(
                        "current",
                        "a published key of the namespace",
                        foreign(current).isPresent()
                            ? "was imported by another program, so its age is unknown"
                            : "is not imported"));
    if (clock.instant().isBefore(replaced.plus(delay))) {
      return List.of();
    }
    List<String> deleted = new ArrayList<>();
    for (ResourceSummary key : keys.get().list().filter(key -> isOlder(key, replaced)).toList()) {
      keys.get().delete(key.arn());
      deleted.add(key.arn());
    }
    return List.copyOf(deleted);
  }

  private Optional<ImportedKey> find(SigningKey key) {
    return keys.get().find(name(key), identity(key)).stream().findFirst();
  }

  private boolean isOlder(ResourceSummary key, Instant replaced) {
    return namespace.equals(key.tags().get(Tags.NAMESPACE))
        && createdAt(key.tags()).filter(time -> time.isBefore(replaced)).isPresent();
  }

  private String name(SigningKey key) {
    return namespace + "-" + key.fingerprint().substring(0, NAMED_BY);
  }

  /**
   * Returns the identifying tags. The record key is the fingerprint, so that repeated imports yield
   * one key.
   */
  private Map<String, String> identity(SigningKey key) {
    return Map.of(Tags.NAMESPACE, namespace, Tags.RECORD, key.fingerprint());
  }

  private static Optional<Instant> createdAt(Map<String, String> tags) {
    String time = tags.get(Tags.CREATED_AT);
    try {
      return time == null ? Optional.empty() : Optional.of(Instant.parse(time));
    } catch (DateTimeException e) {
      return Optional.empty();
    }
  }
}
