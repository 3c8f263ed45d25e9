package io.streamcat.signing;

import io.streamcat.aws.AwsResource;
import io.streamcat.aws.internal.Tags;
import java.util.Map;

/**
 * A public key in AWS, with which AWS verifies tokens.
 *
 * @param arn the ARN
 * @param name the name in AWS
 * @param fingerprint AWS's fingerprint of the key, which differs from {@link
 *     SigningKey#fingerprint()}
 * @param publicKeyPem the key, X.509 in PEM; empty for playback keys, which AWS does not return
 * @param tags the tags by key; unmodifiable
 */
public record ImportedKey(
    String arn, String name, String fingerprint, String publicKeyPem, Map<String, String> tags)
    implements AwsResource {

  /** Copies what needs it. */
  public ImportedKey {
    tags = Tags.copied(tags);
  }
}
