package io.streamcat.playback;

import static io.streamcat.aws.internal.AwsNames.orEmpty;
import static io.streamcat.aws.internal.AwsNames.required;

import io.streamcat.aws.AwsCalls;
import io.streamcat.aws.Operation;
import io.streamcat.aws.ResourceService;
import io.streamcat.aws.ResourceSummary;
import io.streamcat.aws.internal.AwsNames;
import io.streamcat.aws.internal.Tags;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.awscore.AwsRequestOverrideConfiguration;
import software.amazon.awssdk.services.ivs.IvsClient;
import software.amazon.awssdk.services.ivs.model.PlaybackRestrictionPolicy;

final class IvsRestrictionPolicies extends ResourceService<RestrictionPolicy>
    implements RestrictionPolicies {

  private static final int PAGE = 100;

  private final IvsClient client;

  IvsRestrictionPolicies(IvsClient client, AwsCalls calls) {
    super(
        calls,
        new Names("ivs", "PlaybackRestrictionPolicy", "ListPlaybackRestrictionPolicies", false));
    this.client = client;
  }

  @Override
  public RestrictionPolicy create(String name, RestrictionSettings settings) {
    AwsNames.check("name", name);
    Map<String, String> tags = Tags.withRecord(settings.validated().tags());
    List<String> origins = Origins.checked("allowedOrigins", settings.allowedOrigins());
    return create(
        "Create",
        name,
        tags,
        override ->
            policy(
                client
                    .createPlaybackRestrictionPolicy(
                        r ->
                            r.overrideConfiguration(override)
                                .name(name)
                                .allowedCountries(settings.allowedCountries())
                                .allowedOrigins(origins)
                                .enableStrictOriginEnforcement(settings.strictOriginEnforcement())
                                .tags(tags))
                    .playbackRestrictionPolicy()));
  }

  @Override
  protected RestrictionPolicy get(AwsRequestOverrideConfiguration override, String arn) {
    return policy(
        client
            .getPlaybackRestrictionPolicy(r -> r.overrideConfiguration(override).arn(arn))
            .playbackRestrictionPolicy());
  }

  @Override
  protected Page page(
      AwsRequestOverrideConfiguration override, @Nullable String name, @Nullable String token) {
    var page =
        client.listPlaybackRestrictionPolicies(
            r -> r.overrideConfiguration(override).maxResults(PAGE).nextToken(token));
    return new Page(
        required(page.hasPlaybackRestrictionPolicies(), page.playbackRestrictionPolicies()).stream()
            .map(p -> new ResourceSummary(p.arn(), orEmpty(p.name()), p.tags()))
            .toList(),
        page.nextToken());
  }

  @Override
  protected void delete(AwsRequestOverrideConfiguration override, String arn) {
    client.deletePlaybackRestrictionPolicy(r -> r.overrideConfiguration(override).arn(arn));
  }

  @Override
  public RestrictionPolicy update(String arn, RestrictionSettings settings) {
    settings.validated();
    List<String> origins = Origins.checked("allowedOrigins", settings.allowedOrigins());
    return calls()
        .call(
            operation("UpdatePlaybackRestrictionPolicy", arn),
            calls().deadline(),
            override ->
                policy(
                    client
                        .updatePlaybackRestrictionPolicy(
                            r ->
                                r.overrideConfiguration(override)
                                    .arn(arn)
                                    .allowedCountries(settings.allowedCountries())
                                    .allowedOrigins(origins)
                                    .enableStrictOriginEnforcement(
                                        settings.strictOriginEnforcement()))
                        .playbackRestrictionPolicy()));
  }

  private static RestrictionPolicy policy(@Nullable PlaybackRestrictionPolicy answered) {
    PlaybackRestrictionPolicy policy = required(answered, "playback restriction policy");
    return new RestrictionPolicy(
        required(policy.arn(), "ARN"),
        orEmpty(policy.name()),
        new RestrictionSettings(
            new HashSet<>(policy.allowedCountries()),
            policy.allowedOrigins(),
            Boolean.TRUE.equals(policy.enableStrictOriginEnforcement()),
            policy.tags()));
  }

  static Operation operation(String name, String resource) {
    return new Operation("ivs", name, resource);
  }
}
