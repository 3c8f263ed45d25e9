package io.streamcat.aws;

import io.streamcat.exception.StreamCatException;
import java.net.URI;
import java.time.Duration;
import java.util.function.Consumer;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.auth.credentials.AwsCredentialsProvider;
import software.amazon.awssdk.awscore.client.builder.AwsClientBuilder;
import software.amazon.awssdk.awscore.client.builder.AwsSyncClientBuilder;
import software.amazon.awssdk.core.client.config.ClientOverrideConfiguration;
import software.amazon.awssdk.core.exception.SdkClientException;
import software.amazon.awssdk.http.SdkHttpClient;
import software.amazon.awssdk.http.urlconnection.UrlConnectionHttpClient;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.ivs.IvsClient;
import software.amazon.awssdk.services.ivschat.IvschatClient;
import software.amazon.awssdk.services.ivsrealtime.IvsRealTimeClient;

/**
 * How clients are built that the application does not bring; what is null is left to the SDK's
 * default chain.
 *
 * @param region the region
 * @param credentials the credentials
 * @param endpoint the endpoint of all three services, for emulators and proxies
 * @param httpClient the HTTP client they share; it stays the caller's to close. Its requests are
 *     aborted on a thread of their own, so that an abort that blocks does not hold up the call
 * @param customizer has the last word on each of the three; whatever it does, no create is repeated
 *     blindly
 */
public record AwsClients(
    @Nullable Region region,
    @Nullable AwsCredentialsProvider credentials,
    @Nullable URI endpoint,
    SdkHttpClient httpClient,
    Consumer<AwsClientBuilder<?, ?>> customizer) {

  private static final Duration CONNECTION_TIMEOUT = Duration.ofSeconds(2);

  private static final Pattern LOCAL =
      Pattern.compile("(.+\\.)?localhost|127(\\.\\d{1,3}){3}|\\[::1]", Pattern.CASE_INSENSITIVE);

  /**
   * Returns whether an endpoint is on this machine, and so not AWS's.
   *
   * @param endpoint the endpoint, or null for AWS's
   * @return true if its host is {@code localhost}, a name below it, or a loopback address
   */
  public static boolean isLocal(@Nullable URI endpoint) {
    return endpoint != null
        && endpoint.getHost() != null
        && LOCAL.matcher(endpoint.getHost()).matches();
  }

  /**
   * Creates the HTTP client StreamCat uses by default, on the JDK's own: it needs no further jar,
   * and at five creates a second, all that IVS allows, connections are never the bottleneck.
   *
   * @param callTimeout the longest to wait for the next byte of an answer; connecting may take 2
   *     seconds. {@link AwsCalls} limits the whole call
   * @return a new HTTP client, for the caller to close
   */
  public static SdkHttpClient newHttpClient(Duration callTimeout) {
    return UrlConnectionHttpClient.builder()
        .connectionTimeout(CONNECTION_TIMEOUT)
        .socketTimeout(callTimeout)
        .build();
  }

  /**
   * Builds a client for channels.
   *
   * @return a new client, for the caller to close
   * @throws StreamCatException if no region is to be had
   */
  public IvsClient ivs() {
    return build(IvsClient.builder());
  }

  /**
   * Builds a client for chat rooms.
   *
   * @return a new client, for the caller to close
   * @throws StreamCatException if no region is to be had
   */
  public IvschatClient ivschat() {
    return build(IvschatClient.builder());
  }

  /**
   * Builds a client for stages.
   *
   * @return a new client, for the caller to close
   * @throws StreamCatException if no region is to be had
   */
  public IvsRealTimeClient ivsRealTime() {
    return build(IvsRealTimeClient.builder());
  }

  /** The one place where settings reach clients, so that none is forgotten. */
  private <B extends AwsClientBuilder<B, C> & AwsSyncClientBuilder<B, C>, C> C build(B builder) {
    if (region != null) {
      builder.region(region);
    }
    if (credentials != null) {
      builder.credentialsProvider(credentials);
    }
    if (endpoint != null) {
      builder.endpointOverride(endpoint);
    }
    builder
        .httpClient(new PromptlyAbortedHttpClient(httpClient))
        .overrideConfiguration(AwsClients::prepare);
    customizer.accept(builder);
    try {
      return builder.build();
    } catch (SdkClientException e) {
      throw new StreamCatException(
          "no AWS client could be built; set StreamCat.builder().region(…), or AWS_REGION in the environment: "
              + e.getMessage(),
          false,
          e);
    }
  }

  private static void prepare(ClientOverrideConfiguration.Builder client) {
    RequestPolicy.prepare(client);
    client.scheduledExecutorService(CallTimer.THREADS);
  }
}
