package io.streamcat.playback;

import static io.streamcat.aws.AwsNames.orEmpty;

import io.streamcat.aws.AwsCalls;
import io.streamcat.aws.AwsNames;
import io.streamcat.aws.Operation;
import io.streamcat.aws.ResourceSummary;
import io.streamcat.aws.Tags;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.ivs.IvsClient;
import software.amazon.awssdk.services.ivs.model.ListPlaybackRestrictionPoliciesResponse;
import software.amazon.awssdk.services.ivs.model.PlaybackRestrictionPolicy;

final class IvsRestrictionPolicies implements RestrictionPolicies {

  private static final int PAGE = 100;

  private final IvsClient client;
  private final AwsCalls calls;

  IvsRestrictionPolicies(IvsClient client, AwsCalls calls) {
    this.client = client;
    this.calls = calls;
  }

  @Override
  public RestrictionPolicy create(String name, RestrictionSettings settings) {
    AwsNames.check("name", name);
    List<String> origins = Origins.checked("allowedOrigins", settings.allowedOrigins());
    Map<String, String> tags = Tags.withRecord(settings.validated().tags());
    return calls.create(
        operation("CreatePlaybackRestrictionPolicy", name),
        calls.deadline(),
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
                    .playbackRestrictionPolicy()),
        deadline -> find(name, Tags.identity(tags), deadline).stream().findFirst());
  }

  @Override
  public Optional<RestrictionPolicy> get(String arn) {
    return get(arn, calls.deadline());
  }

  private Optional<RestrictionPolicy> get(String arn, Instant deadline) {
    return calls
        .callIfThere(
            operation("GetPlaybackRestrictionPolicy", arn),
            deadline,
            override ->
                client.getPlaybackRestrictionPolicy(
                    r -> r.overrideConfiguration(override).arn(arn)))
        .map(answer -> policy(answer.playbackRestrictionPolicy()));
  }

  @Override
  public List<RestrictionPolicy> find(String name, Map<String, String> tags) {
    return find(name, tags, calls.deadline());
  }

  private List<RestrictionPolicy> find(String name, Map<String, String> tags, Instant deadline) {
    return ResourceSummary.find(list(deadline), name, tags, arn -> get(arn, deadline));
  }

  @Override
  public Stream<ResourceSummary> list() {
    return list(null);
  }

  private Stream<ResourceSummary> list(@Nullable Instant deadline) {
    return calls.pages(
        operation("ListPlaybackRestrictionPolicies", "*"),
        deadline,
        (override, token) ->
            client.listPlaybackRestrictionPolicies(
                r -> r.overrideConfiguration(override).maxResults(PAGE).nextToken(token)),
        ListPlaybackRestrictionPoliciesResponse::nextToken,
        page ->
            page.playbackRestrictionPolicies().stream()
                .map(p -> new ResourceSummary(p.arn(), orEmpty(p.name()), p.tags())));
  }

  @Override
  public RestrictionPolicy update(String arn, RestrictionSettings settings) {
    settings.validated();
    List<String> origins = Origins.checked("allowedOrigins", settings.allowedOrigins());
    return policy(
        calls
            .call(
                operation("UpdatePlaybackRestrictionPolicy", arn),
                calls.deadline(),
                override ->
                    client.updatePlaybackRestrictionPolicy(
                        r ->
                            r.overrideConfiguration(override)
                                .arn(arn)
                                .allowedCountries(settings.allowedCountries())
                                .allowedOrigins(origins)
                                .enableStrictOriginEnforcement(settings.strictOriginEnforcement())))
            .playbackRestrictionPolicy());
  }

  @Override
  public void delete(String arn) {
    calls.callIfThere(
        operation("DeletePlaybackRestrictionPolicy", arn),
        calls.deadline(),
        override ->
            client.deletePlaybackRestrictionPolicy(
                r -> r.overrideConfiguration(override).arn(arn)));
  }

  private static RestrictionPolicy policy(PlaybackRestrictionPolicy policy) {
    return new RestrictionPolicy(
        policy.arn(),
        orEmpty(policy.name()),
        new RestrictionSettings(
            Set.copyOf(policy.allowedCountries()),
            policy.allowedOrigins(),
            Boolean.TRUE.equals(policy.enableStrictOriginEnforcement()),
            policy.tags()));
  }

  static Operation operation(String name, String resource) {
    return new Operation("ivs", name, resource);
  }
}
