package io.streamcat.examples.cli;

import io.streamcat.AwsOptions;
import io.streamcat.StreamCat;
import io.streamcat.UserOptions;
import io.streamcat.aws.CallLimiter;
import io.streamcat.aws.CallSettings;
import io.streamcat.examples.support.AwsEndpoint;
import io.streamcat.examples.support.EndpointConverter;
import io.streamcat.examples.support.RegionConverter;
import io.streamcat.exception.StreamCatException;
import io.streamcat.password.PasswordHasher;
import io.streamcat.provisioning.FailurePolicy;
import java.net.URI;
import java.time.Duration;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;
import picocli.CommandLine.ScopeType;
import software.amazon.awssdk.core.exception.SdkClientException;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.regions.providers.DefaultAwsRegionProviderChain;

/** Options for provisioning: the AWS endpoint, region and account, timeouts and policies. */
final class ProvisioningOptions {

  /** The duration of a lease beyond the time that operations may take. */
  private static final Duration LEASE_MARGIN = Duration.ofSeconds(5);

  @Option(
      names = "--endpoint",
      scope = ScopeType.INHERIT,
      paramLabel = "URL",
      converter = EndpointConverter.class,
      description = "endpoint of the three IVS APIs (default: AWS)")
  private @Nullable URI endpoint;

  @Option(
      names = "--region",
      scope = ScopeType.INHERIT,
      paramLabel = "REGION",
      converter = RegionConverter.class,
      description = "AWS region (default: from the AWS SDK's settings)")
  private @Nullable Region region;

  @Option(
      names = "--account",
      scope = ScopeType.INHERIT,
      paramLabel = "ACCOUNT",
      description = "AWS account (default: from the first resource of the account)")
  private @Nullable String account;

  @Option(
      names = "--namespace",
      scope = ScopeType.INHERIT,
      paramLabel = "NAME",
      description =
          "namespace that separates environments in one AWS account; required by every command "
              + "that calls AWS")
  private @Nullable String namespace;

  @Option(
      names = "--failure-policy",
      scope = ScopeType.INHERIT,
      paramLabel = "POLICY",
      description =
          "what to do with users who cannot be completed: ${COMPLETION-CANDIDATES} "
              + "(default: ROLL_BACK)")
  private FailurePolicy failurePolicy = FailurePolicy.ROLL_BACK;

  @Option(
      names = "--call-timeout",
      scope = ScopeType.INHERIT,
      paramLabel = "DURATION",
      converter = DurationConverter.class,
      description = "timeout of one call to AWS (default: 10s)")
  private Duration callTimeout = CallSettings.defaults().callTimeout();

  @Option(
      names = "--operation-timeout",
      scope = ScopeType.INHERIT,
      paramLabel = "DURATION",
      converter = DurationConverter.class,
      description = "timeout of a call to AWS including all retries (default: 30s)")
  private Duration operationTimeout = CallSettings.defaults().operationTimeout();

  @Option(
      names = "--consistency-window",
      scope = ScopeType.INHERIT,
      paramLabel = "DURATION",
      converter = DurationConverter.class,
      description = "how long new resources may be missing from AWS's lists (default: 5s)")
  private Duration consistencyWindow = CallSettings.defaults().consistencyWindow();

  @Option(
      names = "--limit-local-calls",
      scope = ScopeType.INHERIT,
      description = "keeps AWS's rates with an endpoint on this machine, too")
  private boolean limitLocalCalls;

  @Option(
      names = "--grace-period",
      scope = ScopeType.INHERIT,
      paramLabel = "DURATION",
      converter = DurationConverter.class,
      description = "minimum age of a resource before reconcile changes it (default: 1h)")
  private @Nullable Duration gracePeriod;

  @Option(
      names = "--new-environment",
      scope = ScopeType.INHERIT,
      description =
          "accepts a namespace, region or account with which the database was never used before")
  private boolean newEnvironment;

  /**
   * Returns the namespace.
   *
   * @throws UsageException if none is given, because other applications may use a default one
   */
  String namespace() {
    if (namespace == null) {
      throw new UsageException(
          "No namespace. Use --namespace or set STREAMCAT_NAMESPACE; it names the environment, "
              + "such as production.",
          null);
    }
    return namespace;
  }

  /** Returns the configured account, or null. */
  @Nullable String account() {
    return account;
  }

  @Nullable URI endpoint() {
    return endpoint;
  }

  /** Returns whether an endpoint on this machine replaces AWS, such as an emulator. */
  boolean isLocal() {
    return endpoint != null && new AwsEndpoint(endpoint).credentials() != null;
  }

  boolean acceptsNewEnvironment() {
    return newEnvironment;
  }

  /** Returns the region, also if it comes from the AWS SDK's settings. */
  Region region() {
    if (region != null) {
      return region;
    }
    if (isLocal()) {
      return Region.US_EAST_1;
    }
    try {
      return DefaultAwsRegionProviderChain.builder().build().getRegion();
    } catch (SdkClientException e) {
      throw new UsageException("No region. Use --region or set AWS_REGION.", e);
    }
  }

  StreamCat streamCat(Store store, PasswordHasher hasher, Output output) {
    return StreamCat.builder()
        .aws(aws -> prepareAws(aws, store))
        .users(users -> prepareUsers(users.passwordHasher(hasher).listener(output.steps())))
        .storage(stores -> stores.users(store.users()).bans(store.bans()))
        .build();
  }

  private void prepareUsers(UserOptions users) {
    users.failurePolicy(failurePolicy);
    if (namespace != null) {
      users.namespace(namespace);
    }
    if (gracePeriod != null) {
      users.reconciliationGracePeriod(gracePeriod);
    }
  }

  private void prepareAws(AwsOptions aws, Store store) {
    aws.callTimeout(callTimeout)
        .operationTimeout(operationTimeout)
        .consistencyWindow(consistencyWindow)
        .region(region);
    if (account != null) {
      aws.account(account);
    }
    if (endpoint != null) {
      substitute(aws, new AwsEndpoint(endpoint));
    }
    if (limitLocalCalls || !isLocal()) {
      aws.callLimiter(CallLimiter.shared(store.rates()));
    }
  }

  private void substitute(AwsOptions aws, AwsEndpoint substitute) {
    substitute
        .obstacle()
        .ifPresent(
            obstacle -> {
              throw new StreamCatException(obstacle, true, null);
            });
    aws.endpointOverride(substitute.uri()).credentialsProvider(substitute.credentials());
    if (region == null && substitute.credentials() != null) {
      // The emulator needs no region, but the SDK's default chain would fail without one.
      aws.region(Region.US_EAST_1);
    }
  }

  /** Returns the time for which a crashed process blocks the users it worked on. */
  Duration lease() {
    return operationTimeout.plus(callTimeout).multipliedBy(3).plus(LEASE_MARGIN);
  }
}
