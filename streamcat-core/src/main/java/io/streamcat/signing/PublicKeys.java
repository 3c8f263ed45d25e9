package io.streamcat.signing;

import io.streamcat.aws.ResourceSummary;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * The public keys of one kind in AWS: those that verify participant tokens, or those that verify
 * playback tokens. An account has at most three of a kind in a region.
 *
 * <p>Implementations are thread-safe. All methods throw {@link io.streamcat.exception.AwsException}
 * or a subclass if AWS rejects the call or cannot be reached within the operation timeout.
 */
public interface PublicKeys {

  /**
   * Imports one key, even if responses are lost.
   *
   * <p>The key is tagged with a random record key unless the tags contain one, so that it is
   * recognised if the response is lost. If the key was imported before under the same name and with
   * the same record key, that key is returned.
   *
   * @param name the name, up to 128 characters of {@code [a-zA-Z0-9-_]}; it need not be unique
   * @param publicKeyPem the key, X.509 in PEM, on the curve P-384
   * @param tags tags by key
   * @return the key in AWS
   * @throws io.streamcat.exception.InvalidInputException if an argument exceeds a limit
   * @throws io.streamcat.exception.QuotaExceededException if three keys exist
   * @throws io.streamcat.exception.ResourceConflictException if the key was imported under another
   *     name or with another record key
   * @throws io.streamcat.exception.OutcomeUnknownException if the key may be imported but could not
   *     be found in time
   */
  ImportedKey importKey(String name, String publicKeyPem, Map<String, String> tags);

  /**
   * Gets a key.
   *
   * @param arn the key's ARN
   * @return the key, or empty if it does not exist
   */
  Optional<ImportedKey> get(String arn);

  /**
   * Finds keys by name and tags, ordered by ARN.
   *
   * @param name the exact name
   * @param tags the tags that each key must have
   * @return the keys; a key imported moments ago may be missing
   */
  List<ImportedKey> find(String name, Map<String, String> tags);

  /**
   * Finds a key that any program has imported, under any name and tags.
   *
   * <p>AWS returns the whole key for participants, and only a fingerprint for playback. AWS does
   * not document how it computes the fingerprint; MD5, SHA-1 and SHA-256 of the X.509 form are
   * recognised.
   *
   * @param publicKeyPem the key, X.509 in PEM
   * @return the key in AWS, or empty if it is not found
   * @throws io.streamcat.exception.InvalidInputException if the text is not a public key on the
   *     curve P-384
   */
  Optional<ImportedKey> findByKey(String publicKeyPem);

  /**
   * Lists all keys of the account and region, a page at a time as the stream is consumed.
   *
   * @return a lazy stream
   */
  Stream<ResourceSummary> list();

  /**
   * Deletes a key. AWS rejects tokens signed with it from then on. A key that does not exist counts
   * as deleted.
   *
   * @param arn the key's ARN
   */
  void delete(String arn);
}
