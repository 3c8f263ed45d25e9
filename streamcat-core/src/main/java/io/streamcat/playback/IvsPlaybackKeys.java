package io.streamcat.playback;

import static io.streamcat.aws.internal.AwsNames.orEmpty;
import static io.streamcat.aws.internal.AwsNames.required;

import io.streamcat.aws.AwsCalls;
import io.streamcat.aws.ResourceSummary;
import io.streamcat.signing.ImportedKey;
import io.streamcat.signing.internal.ImportedKeys;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.awscore.AwsRequestOverrideConfiguration;
import software.amazon.awssdk.services.ivs.IvsClient;
import software.amazon.awssdk.services.ivs.model.PlaybackKeyPair;

/** The operations of the keys that verify playback tokens. */
final class IvsPlaybackKeys extends ImportedKeys {

  private static final int PAGE = 100;

  private final IvsClient client;

  IvsPlaybackKeys(IvsClient client, AwsCalls calls) {
    super(calls, "PlaybackKeyPair");
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
            .importPlaybackKeyPair(
                r ->
                    r.overrideConfiguration(override)
                        .name(name)
                        .publicKeyMaterial(publicKeyPem)
                        .tags(tags))
            .keyPair());
  }

  @Override
  protected ImportedKey get(AwsRequestOverrideConfiguration override, String arn) {
    return key(
        client.getPlaybackKeyPair(r -> r.overrideConfiguration(override).arn(arn)).keyPair());
  }

  @Override
  protected Page page(
      AwsRequestOverrideConfiguration override, @Nullable String name, @Nullable String token) {
    var page =
        client.listPlaybackKeyPairs(
            r -> r.overrideConfiguration(override).maxResults(PAGE).nextToken(token));
    return new Page(
        required(page.hasKeyPairs(), page.keyPairs()).stream()
            .map(key -> new ResourceSummary(key.arn(), orEmpty(key.name()), key.tags()))
            .toList(),
        page.nextToken());
  }

  @Override
  protected void delete(AwsRequestOverrideConfiguration override, String arn) {
    client.deletePlaybackKeyPair(r -> r.overrideConfiguration(override).arn(arn));
  }

  private static ImportedKey key(@Nullable PlaybackKeyPair answered) {
    PlaybackKeyPair key = required(answered, "key");
    return new ImportedKey(
        required(key.arn(), "ARN"),
        orEmpty(key.name()),
        orEmpty(key.fingerprint()),
        "",
        key.tags());
  }
}
