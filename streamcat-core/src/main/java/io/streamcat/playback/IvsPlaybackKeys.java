package io.streamcat.playback;

import static io.streamcat.aws.AwsNames.orEmpty;

import io.streamcat.aws.ResourceSummary;
import io.streamcat.signing.ImportedKey;
import io.streamcat.signing.KeyApi;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.awscore.AwsRequestOverrideConfiguration;
import software.amazon.awssdk.services.ivs.IvsClient;
import software.amazon.awssdk.services.ivs.model.PlaybackKeyPair;

/** The operations of the keys that verify playback tokens. */
final class IvsPlaybackKeys implements KeyApi {

  private static final int PAGE = 100;

  private final IvsClient client;

  IvsPlaybackKeys(IvsClient client) {
    this.client = client;
  }

  @Override
  public String noun() {
    return "PlaybackKeyPair";
  }

  @Override
  public ImportedKey importKey(
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
  public ImportedKey get(AwsRequestOverrideConfiguration override, String arn) {
    return key(
        client.getPlaybackKeyPair(r -> r.overrideConfiguration(override).arn(arn)).keyPair());
  }

  @Override
  public Page list(AwsRequestOverrideConfiguration override, @Nullable String token) {
    var page =
        client.listPlaybackKeyPairs(
            r -> r.overrideConfiguration(override).maxResults(PAGE).nextToken(token));
    return new Page(
        page.keyPairs().stream()
            .map(key -> new ResourceSummary(key.arn(), orEmpty(key.name()), key.tags()))
            .toList(),
        page.nextToken());
  }

  @Override
  public void delete(AwsRequestOverrideConfiguration override, String arn) {
    client.deletePlaybackKeyPair(r -> r.overrideConfiguration(override).arn(arn));
  }

  private static ImportedKey key(PlaybackKeyPair key) {
    return new ImportedKey(key.arn(), orEmpty(key.name()), orEmpty(key.fingerprint()), key.tags());
  }
}
