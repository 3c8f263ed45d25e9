package io.streamcat.signing;

import io.streamcat.aws.ResourceSummary;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * Public keys of one kind in AWS: those that verify participant tokens, or those that verify
 * playback tokens. An account has at most three of a kind in a region.
 *
 * <p>Implementations are thread safe. All methods throw {@link io.streamcat.exception.AwsException}
 * or a child of it when AWS refuses or cannot be reached within the operation timeout.
 */
public interface PublicKeys {

  /**
   * Imports one key, whatever becomes of the answers.
   *
   * <p>The key is tagged with an attempt unless the tags hold one, so that it is recognised if the
   * answer is lost. If the key has been imported before under the same name and in the same
   * attempt, that one is returned.
   *
   * @param name the name, up to 128 characters of {@code [a-zA-Z0-9-_]}; it need not be unique
   * @param publicKeyPem the key, X.509 in PEM, on the curve P-384
   * @param tags tags by key
   * @return the key in AWS
   * @throws io.streamcat.exception.InvalidInputException if an argument breaks a limit
   * @throws io.streamcat.exception.QuotaExceededException if there are three keys
   * @throws io.streamcat.exception.ResourceConflictException if the key has been imported otherwise
   * @throws io.streamcat.exception.OutcomeUnknownException if it may be there but could not be
   *     found in time
   */
  ImportedKey importKey(String name, String publicKeyPem, Map<String, String> tags);

  /**
   * Gets a key.
   *
   * @param arn the key's ARN
   * @return the key, or empty if there is none
   */
  Optional<ImportedKey> get(String arn);

  /**
   * Finds keys by name and tags, ordered by ARN.
   *
   * @param name the exact name
   * @param tags tags they all must have
   * @return the keys found; a key imported moments ago may not be among them
   */
  List<ImportedKey> find(String name, Map<String, String> tags);

  /**
   * Lists all keys of the account and region, a page at a time as the stream is consumed.
   *
   * @return a lazy stream
   */
  Stream<ResourceSummary> list();

  /**
   * Deletes a key: tokens signed with it are refused from then on. A key that does not exist counts
   * as deleted.
   *
   * @param arn the key's ARN
   */
  void delete(String arn);
}
