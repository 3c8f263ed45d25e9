package io.streamcat.realtime;

import static io.streamcat.aws.AwsNames.orEmpty;

import io.streamcat.aws.ResourceSummary;
import io.streamcat.signing.ImportedKey;
import io.streamcat.signing.KeyApi;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.awscore.AwsRequestOverrideConfiguration;
import software.amazon.awssdk.services.ivsrealtime.IvsRealTimeClient;
import software.amazon.awssdk.services.ivsrealtime.model.PublicKey;

/** The operations of the keys that verify participant tokens. */
final class IvsPublicKeys implements KeyApi {

  private static final int PAGE = 100;

  private final IvsRealTimeClient client;

  IvsPublicKeys(IvsRealTimeClient client) {
    this.client = client;
  }

  @Override
  public String noun() {
    return "PublicKey";
  }

  @Override
  public ImportedKey importKey(
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
  public ImportedKey get(AwsRequestOverrideConfiguration override, String arn) {
    return key(client.getPublicKey(r -> r.overrideConfiguration(override).arn(arn)).publicKey());
  }

  @Override
  public Page list(AwsRequestOverrideConfiguration override, @Nullable String token) {
    var page =
        client.listPublicKeys(
            r -> r.overrideConfiguration(override).maxResults(PAGE).nextToken(token));
    return new Page(
        page.publicKeys().stream()
            .map(key -> new ResourceSummary(key.arn(), orEmpty(key.name()), key.tags()))
            .toList(),
        page.nextToken());
  }

  @Override
  public void delete(AwsRequestOverrideConfiguration override, String arn) {
    client.deletePublicKey(r -> r.overrideConfiguration(override).arn(arn));
  }

  private static ImportedKey key(PublicKey key) {
    return new ImportedKey(key.arn(), orEmpty(key.name()), orEmpty(key.fingerprint()), key.tags());
  }
}
