package io.streamcat.signing;

import io.streamcat.aws.AwsCalls;
import io.streamcat.aws.ResourceSummary;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.awscore.AwsRequestOverrideConfiguration;

/**
 * The four operations of one kind of public key in AWS, which are alike for every kind. Each method
 * sends one request, with the override configuration it is given.
 */
public interface KeyApi {

  /**
   * Returns what the operations call a key.
   *
   * @return {@code PublicKey} or {@code PlaybackKeyPair}
   */
  String noun();

  /**
   * Imports a key.
   *
   * @param override the override configuration the request must carry
   * @param name the name
   * @param publicKeyPem the key
   * @param tags the tags by key
   * @return the key in AWS
   */
  ImportedKey importKey(
      AwsRequestOverrideConfiguration override,
      String name,
      String publicKeyPem,
      Map<String, String> tags);

  /**
   * Gets a key.
   *
   * @param override the override configuration the request must carry
   * @param arn the key's ARN
   * @return the key
   */
  ImportedKey get(AwsRequestOverrideConfiguration override, String arn);

  /**
   * Gets a page of the list.
   *
   * @param override the override configuration the request must carry
   * @param token the page's token, or null for the first page
   * @return the page
   */
  Page list(AwsRequestOverrideConfiguration override, @Nullable String token);

  /**
   * Deletes a key.
   *
   * @param override the override configuration the request must carry
   * @param arn the key's ARN
   */
  void delete(AwsRequestOverrideConfiguration override, String arn);

  /**
   * Makes calls of the operations safe.
   *
   * @param calls how calls are made, for the client behind this
   * @return the keys
   */
  default PublicKeys through(AwsCalls calls) {
    return new DefaultPublicKeys(this, calls);
  }

  /**
   * One page of the list.
   *
   * @param keys the keys on it
   * @param nextToken the token of the following page, or null at the end
   */
  record Page(List<ResourceSummary> keys, @Nullable String nextToken) {}
}
