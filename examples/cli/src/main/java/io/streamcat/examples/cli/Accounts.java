package io.streamcat.examples.cli;

import io.streamcat.StreamCat;
import io.streamcat.aws.ResourceSummary;
import io.streamcat.exception.AwsException;
import io.streamcat.repository.Home;
import java.time.Duration;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.sts.StsClient;

/** The account of the credentials. */
final class Accounts {

  private static final Duration PATIENCE = Duration.ofSeconds(5);

  private Accounts() {}

  /**
   * Finds the account.
   *
   * @param options the options
   * @param streamcat the StreamCat instance
   * @return the account, or null if it cannot be found
   * @throws UsageException if the credentials belong to another account than {@code --account}
   */
  static @Nullable String find(ProvisioningOptions options, StreamCat streamcat) {
    Optional<String> actual =
        options.endpoint() == null ? ofCredentials(options.region()) : Optional.empty();
    String given = options.account();
    if (given != null && actual.isPresent() && !actual.get().equals(given)) {
      throw new UsageException(
          "The credentials belong to account " + actual.get() + ", not to --account " + given + ".",
          null);
    }
    return given != null ? given : actual.or(() -> ofResources(streamcat)).orElse(null);
  }

  /** Reads the account from AWS's security token service, which every caller may call. */
  static Optional<String> ofCredentials(Region region) {
    try (StsClient sts =
        StsClient.builder()
            .region(region)
            .overrideConfiguration(c -> c.apiCallTimeout(PATIENCE))
            .build()) {
      return Optional.ofNullable(sts.getCallerIdentity().account());
    } catch (SdkException e) {
      // An isolated network may have no way to that service.
      return Optional.empty();
    }
  }

  /** Reads the account from the first resource that AWS lists. */
  private static Optional<String> ofResources(StreamCat streamcat) {
    return Stream.of(
            streamcat.channelService(), streamcat.chatRoomService(), streamcat.realTimeService())
        .flatMap(
            service -> {
              try (Stream<ResourceSummary> all = service.list()) {
                return all.findFirst().stream();
              } catch (AwsException e) {
                // The command itself reports the problem.
                return Stream.empty();
              }
            })
        .map(resource -> Home.ofArn(resource.arn()))
        .flatMap(Stream::ofNullable)
        .map(Home::account)
        .flatMap(Stream::ofNullable)
        .findFirst();
  }
}
