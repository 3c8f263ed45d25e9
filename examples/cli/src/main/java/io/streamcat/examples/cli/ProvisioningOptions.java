package io.streamcat.examples.cli;

import io.streamcat.StreamCat;
import io.streamcat.StreamCatBuilder;
import io.streamcat.aws.CallSettings;
import io.streamcat.examples.support.AwsEndpoint;
import io.streamcat.examples.support.EndpointConverter;
import io.streamcat.examples.support.RegionConverter;
import io.streamcat.exception.StreamCatException;
import io.streamcat.provisioning.FailurePolicy;
import java.net.URI;
import java.time.Duration;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;
import picocli.CommandLine.ScopeType;
import software.amazon.awssdk.regions.Region;

/** How users are given what they need, and by whom. */
final class ProvisioningOptions {

  /** What a lease has beyond the time that operations may take. */
  private static final Duration LEASE_MARGIN = Duration.ofSeconds(5);

  @Option(
      names = "--endpoint",
      scope = ScopeType.INHERIT,
      paramLabel = "URL",
      converter = EndpointConverter.class,
      description = "where the three IVS APIs are, if not in AWS")
  private @Nullable URI endpoint;

  @Option(
      names = "--region",
      scope = ScopeType.INHERIT,
      converter = RegionConverter.class,
      description = "the AWS region (default: as the AWS SDK finds it)")
  private @Nullable Region region;

  @Option(
      names = "--account",
      scope = ScopeType.INHERIT,
      description = "the AWS account (default: as the first resource of the account tells)")
  private @Nullable String account;

  @Option(
      names = "--namespace",
      scope = ScopeType.INHERIT,
      description = "keeps environments apart that share an AWS account; reconcile needs it")
  private @Nullable String namespace;

  @Option(
      names = "--failure-policy",
      scope = ScopeType.INHERIT,
      paramLabel = "POLICY",
      description =
          "what becomes of users who cannot be completed: ${COMPLETION-CANDIDATES} (default:"
              + " ${DEFAULT-VALUE})")
  private FailurePolicy failurePolicy = FailurePolicy.ROLL_BACK;

  @Option(
      names = "--call-timeout",
      scope = ScopeType.INHERIT,
      paramLabel = "DURATION",
      converter = DurationConverter.class,
      description = "the longest a call to AWS may take (default: 10s)")
  private Duration callTimeout = CallSettings.defaults().callTimeout();

  @Option(
      names = "--operation-timeout",
      scope = ScopeType.INHERIT,
      paramLabel = "DURATION",
      converter = DurationConverter.class,
      description = "the same with all retries (default: 30s)")
  private Duration operationTimeout = CallSettings.defaults().operationTimeout();

  @Option(
      names = "--consistency-window",
      scope = ScopeType.INHERIT,
      paramLabel = "DURATION",
      converter = DurationConverter.class,
      description = "how long AWS may not list what was created (default: 5s)")
  private Duration consistencyWindow = CallSettings.defaults().consistencyWindow();

  @Option(
      names = "--grace-period",
      scope = ScopeType.INHERIT,
      paramLabel = "DURATION",
      converter = DurationConverter.class,
      description = "how old a resource has to be for reconcile to touch it (default: 1h)")
  private @Nullable Duration gracePeriod;

  /** Fails unless a namespace is given: the default one may be another application's, too. */
  void requireNamespace() {
    if (namespace == null) {
      throw new UsageException(
          "Which namespace? Give --namespace; resources of others may be in the default one.",
          null);
    }
  }

  StreamCat streamCat(Store store, Output output) {
    StreamCatBuilder builder =
        StreamCat.builder()
            .userRepository(store.users())
            .banList(store.bans())
            .failurePolicy(failurePolicy)
            .callTimeout(callTimeout)
            .operationTimeout(operationTimeout)
            .consistencyWindow(consistencyWindow)
            .listener(output.steps())
            .region(region);
    if (namespace != null) {
      builder.namespace(namespace);
    }
    if (account != null) {
      builder.account(account);
    }
    if (gracePeriod != null) {
      builder.reconciliationGracePeriod(gracePeriod);
    }
    if (endpoint != null) {
      substitute(builder, new AwsEndpoint(endpoint));
    }
    return builder.build();
  }

  private void substitute(StreamCatBuilder builder, AwsEndpoint aws) {
    aws.obstacle()
        .ifPresent(
            obstacle -> {
              throw new StreamCatException(obstacle, true, null);
            });
    builder.endpointOverride(aws.uri()).credentialsProvider(aws.credentials());
    if (region == null && aws.credentials() != null) {
      // An emulator needs none, but the SDK's default chain would.
      builder.region(Region.US_EAST_1);
    }
  }

  /** How long a process that crashed keeps others away from the users it worked on. */
  Duration lease() {
    return operationTimeout.plus(callTimeout).multipliedBy(3).plus(LEASE_MARGIN);
  }
}
