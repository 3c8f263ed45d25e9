package io.streamcat.realtime;

import static io.streamcat.aws.internal.AwsNames.orEmpty;
import static io.streamcat.aws.internal.AwsNames.required;

import io.streamcat.aws.AwsCalls;
import io.streamcat.aws.ResourceSummary;
import io.streamcat.signing.ImportedKey;
import io.streamcat.signing.internal.ImportedKeys;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.awscore.AwsRequestOverrideConfiguration;
import software.amazon.awssdk.services.ivsrealtime.IvsRealTimeClient;
import software.amazon.awssdk.services.ivsrealtime.model.PublicKey;

/** The operations of the keys that verify participant tokens. */
final class IvsPublicKeys extends ImportedKeys {

  private static final int PAGE = 100;

  private final IvsRealTimeClient client;

  IvsPublicKeys(IvsRealTimeClient client, AwsCalls calls) {
    super(calls, "PublicKey");
    this.client = client;
  }

  @Override
  protected ImportedKey importKey(
      AwsRequestOverrideConfiguration override,
      String name,
      String publicKeyPem,
      Map<String, String> tags) {
    return key(
        client
            .importPublicKey(
                r ->
                    r.overrideConfiguration(override)
                        .name(name)
                        .publicKeyMaterial(publicKeyPem)
                        .tags(tags))
            .publicKey());
  }

  @Override
  protected ImportedKey get(AwsRequestOverrideConfiguration override, String arn) {
    return key(client.getPublicKey(r -> r.overrideConfiguration(override).arn(arn)).publicKey());
  }

  @Override
  protected Page page(
      AwsRequestOverrideConfiguration override, @Nullable String name, @Nullable String token) {
    var page =
        client.listPublicKeys(
            r -> r.overrideConfiguration(override).maxResults(PAGE).nextToken(token));
    return new Page(
        required(page.hasPublicKeys(), page.publicKeys()).stream()
            .map(key -> new ResourceSummary(key.arn(), orEmpty(key.name()), key.tags()))
            .toList(),
        page.nextToken());
  }

  @Override
  protected void delete(AwsRequestOverrideConfiguration override, String arn) {
    client.deletePublicKey(r -> r.overrideConfiguration(override).arn(arn));
  }

  private static ImportedKey key(@Nullable PublicKey answered) {
    PublicKey key = required(answered, "key");
    return new ImportedKey(
        required(key.arn(), "ARN"),
        orEmpty(key.name()),
        orEmpty(key.fingerprint()),
        orEmpty(key.publicKeyMaterial()),
        key.tags());
  }
}
