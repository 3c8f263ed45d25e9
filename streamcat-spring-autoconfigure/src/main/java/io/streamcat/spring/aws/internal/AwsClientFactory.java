package io.streamcat.spring.aws.internal;

import io.streamcat.StreamCatBuilder;
import io.streamcat.aws.internal.AwsClients;
import io.streamcat.exception.StreamCatException;
import io.streamcat.spring.StreamCatClientCustomizer;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.auth.credentials.AwsCredentialsProvider;
import software.amazon.awssdk.core.exception.SdkClientException;
import software.amazon.awssdk.http.SdkHttpClient;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.regions.providers.DefaultAwsRegionProviderChain;

/**
 * A factory of the application's three AWS clients, which share their settings. It can also pass
 * the settings to StreamCat, which builds its own clients. Closing it closes the shared HTTP
 * client.
 */
public final class AwsClientFactory implements AutoCloseable {

  private final @Nullable Region region;
  private final AwsCredentialsProvider credentials;
  private final @Nullable URI endpoint;
  private final boolean hasProxy;
  private final SdkHttpClient http;
  private final List<StreamCatClientCustomizer> customizers;

  /**
   * Creates a factory.
   *
   * @param access the region, credentials and endpoint
   * @param callTimeout the longest time of one HTTP call
   * @param customizers the customizers of each client, called last
   */
  public AwsClientFactory(
      AwsAccess access, Duration callTimeout, List<StreamCatClientCustomizer> customizers) {
    this.region = access.region();
    this.credentials = access.credentials();
    this.endpoint = access.endpoint();
    this.hasProxy = access.properties().proxy() != null;
    this.http = AwsClients.newHttpClient(callTimeout, access.properties().proxy());
    this.customizers = customizers;
  }

  /**
   * Returns the region of the clients, or null if neither the application nor the SDK knows one.
   */
  public @Nullable Region effectiveRegion() {
    if (region != null) {
      return region;
    }
    try {
      return DefaultAwsRegionProviderChain.builder().build().getRegion();
    } catch (SdkClientException e) {
      return null;
    }
  }

  /** Passes the settings to StreamCat. */
  public void prepare(StreamCatBuilder builder) {
    builder.aws(a -> a.region(region).credentialsProvider(credentials).endpointOverride(endpoint));
    if (hasProxy) {
      builder.aws(a -> a.httpClient(http));
    }
    customizers.forEach(customizer -> builder.aws(a -> a.clientCustomizer(customizer::customize)));
  }

  /**
   * Builds an object that needs clients.
   *
   * @param constructor creates the object from the clients
   * @throws AwsAccessException if no region is found
   */
  public <C> C build(Function<AwsClients, C> constructor) {
    AwsClients clients =
        new AwsClients(
            region,
            credentials,
            endpoint,
            http,
            builder -> customizers.forEach(customizer -> customizer.customize(builder)));
    try {
      return constructor.apply(clients);
    } catch (StreamCatException e) {
      if (region != null) {
        throw e;
      }
      throw AwsAccessException.noRegion(e);
    }
  }

  @Override
  public void close() {
    http.close();
    if (credentials instanceof DiagnosticCredentialsProvider own) {
      own.close();
    }
  }
}
