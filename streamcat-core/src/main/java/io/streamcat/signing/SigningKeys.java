package io.streamcat.signing;

import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.function.Supplier;

/**
 * Puts signing keys into use and takes them out of it, one after the other.
 *
 * <p>What is done can be told from AWS alone: the public half carries a name and tags that follow
 * from the key and the namespace, and the time it was imported. So every method can be repeated
 * after a crash, by any number of servers, and leaves nothing behind that nobody knows. The private
 * half is the application's to keep; it is stored before the public half is imported. To replace a
 * key, every server is given the new one and calls {@link #publish}; {@link #retire}, called at
 * times by any of them, deletes the old one once the last of its tokens has expired. Thread safe.
 *
 * <p>All methods throw {@link io.streamcat.exception.AwsException} or a child of it when AWS
 * refuses or cannot be reached.
 */
public interface SigningKeys {

  /**
   * Creates an instance.
   *
   * @param keys keys of one kind
   * @param namespace what keeps environments sharing an AWS account apart, 1 to 32 characters of
   *     {@code [a-zA-Z0-9-_]}
   * @param clock tells when a key is imported
   * @return a new instance
   * @throws io.streamcat.exception.InvalidInputException if the namespace is not legal
   */
  static SigningKeys create(PublicKeys keys, String namespace, Clock clock) {
    return create(() -> keys, namespace, clock);
  }

  /**
   * Creates an instance for keys that may never be needed.
   *
   * @param keys supplies keys of one kind, at each call
   * @param namespace keeps environments that share an AWS account apart, 1 to 32 characters of
   *     {@code [a-zA-Z0-9-_]}
   * @param clock tells when a key is imported
   * @return a new instance
   * @throws io.streamcat.exception.InvalidInputException if the namespace is not legal
   */
  static SigningKeys create(Supplier<PublicKeys> keys, String namespace, Clock clock) {
    return new DefaultSigningKeys(keys, namespace, clock);
  }

  /**
   * Imports the public half of a key, unless it has been.
   *
   * @param key a key whose private half is safely stored
   * @return the public half in AWS
   * @throws io.streamcat.exception.QuotaExceededException if there are three keys
   * @throws io.streamcat.exception.ResourceConflictException if somebody imported it otherwise
   */
  ImportedKey publish(SigningKey key);

  /**
   * Publishes a key when it is first asked for, and remembers it then. If that fails, whoever asks
   * gets the exception, and whoever asks next tries again.
   *
   * <p>That is for servers that have to start while AWS cannot be reached.
   *
   * @param key a key whose private half is safely stored
   * @return the public half in AWS; thread safe
   */
  default Supplier<ImportedKey> publishedOnUse(SigningKey key) {
    return new PublishedOnUse(this, key);
  }

  /**
   * Deletes the keys of the namespace that were imported before the current one, if that is long
   * enough ago. Keys without the namespace's tags, and keys imported later, are left alone.
   *
   * <p>With a delay of zero the old keys' tokens are refused at once: that is how to revoke a key
   * that has become known. A server that still holds an old key would import it again by {@link
   * #publish}, so it has to be taken from all servers first.
   *
   * @param current the key that is signed with now
   * @param delay how long the current key has to have been there: the longest life of a token, and
   *     the time it takes until all servers sign with the current key
   * @return the ARNs of the keys that were deleted; unmodifiable
   * @throws io.streamcat.exception.InvalidInputException if the delay is negative or the current
   *     key is not imported; nothing is deleted then
   */
  List<String> retire(SigningKey current, Duration delay);
}
