package io.streamcat.signing;

import io.streamcat.signing.internal.DefaultSigningKeys;
import io.streamcat.signing.internal.PublishedOnUse;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.function.Supplier;

/**
 * The rotation of signing keys: publishing a new key and retiring the old ones.
 *
 * <p>The state is derived from AWS alone: the public half carries a name and tags that follow from
 * the key and the namespace, and the time of its import. Every method can therefore be repeated
 * after a crash, by any number of servers, and leaves no unknown keys behind. The application
 * stores the private half before the public half is imported. To replace a key, every server gets
 * the new key and calls {@link #publish}. {@link #retire}, called periodically by any server,
 * deletes the old key after the last of its tokens has expired. Thread-safe.
 *
 * <p>All methods throw {@link io.streamcat.exception.AwsException} or a subclass if AWS rejects the
 * call or cannot be reached.
 */
public interface SigningKeys {

  /**
   * Creates an instance.
   *
   * @param keys the public keys of one kind
   * @param namespace the namespace, which separates environments that share an AWS account, 1 to 32
   *     characters of {@code [a-zA-Z0-9-_]}
   * @param clock the clock for the time of import
   * @return a new instance
   * @throws io.streamcat.exception.InvalidInputException if the namespace is illegal
   */
  static SigningKeys create(PublicKeys keys, String namespace, Clock clock) {
    return create(() -> keys, namespace, clock);
  }

  /**
   * Creates an instance for keys that may never be needed.
   *
   * @param keys the supplier of the public keys of one kind, called on each use
   * @param namespace the namespace, which separates environments that share an AWS account, 1 to 32
   *     characters of {@code [a-zA-Z0-9-_]}
   * @param clock the clock for the time of import
   * @return a new instance
   * @throws io.streamcat.exception.InvalidInputException if the namespace is illegal
   */
  static SigningKeys create(Supplier<PublicKeys> keys, String namespace, Clock clock) {
    return new DefaultSigningKeys(keys, namespace, clock);
  }

  /**
   * Imports the public half of a key, unless it is imported already.
   *
   * <p>A key that another program has imported, for example the console, the AWS CLI or Terraform,
   * is found by the key itself, and used as it is. {@link #retire} never deletes it.
   *
   * @param key a key whose private half is safely stored
   * @return the public half in AWS
   * @throws io.streamcat.exception.QuotaExceededException if three other keys exist
   * @throws io.streamcat.exception.ResourceConflictException if AWS has the key but does not show
   *     it
   */
  ImportedKey publish(SigningKey key);

  /**
   * Returns a supplier that publishes a key on first use and caches the result. If publishing
   * fails, the caller gets the exception, and the next call tries again.
   *
   * <p>It is for servers that must start while AWS is unavailable.
   *
   * @param key a key whose private half is safely stored
   * @return the supplier of the public half in AWS; thread-safe
   */
  default Supplier<ImportedKey> publishedOnUse(SigningKey key) {
    return new PublishedOnUse(this, key);
  }

  /**
   * Deletes the keys of the namespace that were imported before the current one, if the current one
   * is old enough. Keys without the namespace's tags, and keys imported later, are kept.
   *
   * <p>With a delay of zero AWS rejects the tokens of the old keys immediately; this revokes a
   * leaked key. A server that still has the old key would import it again by {@link #publish}, so
   * remove the key from all servers first.
   *
   * @param current the key that signs now
   * @param delay the minimum age of the current key: the longest lifetime of a token, and the time
   *     until all servers sign with the current key
   * @return the ARNs of the deleted keys; unmodifiable
   * @throws io.streamcat.exception.InvalidInputException if the delay is negative, or if the
   *     current key is not imported or was imported by another program; nothing is deleted then
   */
  List<String> retire(SigningKey current, Duration delay);
}
