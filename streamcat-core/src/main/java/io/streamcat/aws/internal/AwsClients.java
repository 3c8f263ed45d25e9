package io.streamcat.aws.internal;

import io.streamcat.aws.AwsCalls;
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
import software.amazon.awssdk.http.urlconnection.ProxyConfiguration;
import software.amazon.awssdk.http.urlconnection.UrlConnectionHttpClient;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.ivs.IvsClient;
import software.amazon.awssdk.services.ivschat.IvschatClient;
import software.amazon.awssdk.services.ivsrealtime.IvsRealTimeClient;

/**
 * The configuration of the clients that StreamCat builds. For a component that is null, the SDK's
 * default chain applies.
 *
 * @param region the region
 * @param credentials the credentials
 * @param endpoint the endpoint of all three services, for emulators and proxies
 * @param httpClient the HTTP client that the clients share; the caller closes it. Requests are
 *     aborted on a separate thread, so that an abort that blocks does not delay the call
 * @param customizer called last for each of the three clients; even if it enables the SDK's
 *     retries, no create is repeated blindly
 */
public record AwsClients(
    @Nullable Region region,
    @Nullable AwsCredentialsProvider credentials,
    @Nullable URI endpoint,
    SdkHttpClient httpClient,
    Consumer<AwsClientBuilder<?, ?>> customizer) {

  private static final String NO_REGION = "Unable to load region";
  private static final Duration CONNECTION_TIMEOUT = Duration.ofSeconds(2);

  private static final Pattern LOCAL =
      Pattern.compile("(.+\\.)?localhost|127(\\.\\d{1,3}){3}|\\[::1]", Pattern.CASE_INSENSITIVE);

  /**
   * Returns whether an endpoint is on this machine, and thus not AWS's.
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
   * Creates StreamCat's default HTTP client, which is based on the JDK's URL connection. It needs
   * no further jar, and connections are no bottleneck because IVS allows only five creates a
   * second.
   *
   * @param callTimeout the longest to wait for the next byte of an answer; connecting may take 2
   *     seconds. {@link AwsCalls} limits the whole call
   * @return a new HTTP client, for the caller to close
   */
  public static SdkHttpClient newHttpClient(Duration callTimeout) {
    return newHttpClient(callTimeout, null);
  }

  /**
   * Creates StreamCat's default HTTP client, which connects through a proxy.
   *
   * @param callTimeout the longest to wait for the next byte of an answer; connecting may take 2
   *     seconds
   * @param proxy the URL of the proxy; null for that of the JVM ({@code https.proxyHost}) or of the
   *     environment ({@code HTTPS_PROXY}), if there is one
   * @return a new HTTP client, for the caller to close
   */
  public static SdkHttpClient newHttpClient(Duration callTimeout, @Nullable URI proxy) {
    UrlConnectionHttpClient.Builder builder =
        UrlConnectionHttpClient.builder()
            .connectionTimeout(CONNECTION_TIMEOUT)
            .socketTimeout(callTimeout);
    if (proxy != null) {
      builder.proxyConfiguration(ProxyConfiguration.builder().endpoint(proxy).build());
    }
    return builder.build();
  }

  /**
   * Builds a client for channels.
   *
   * @return a new client, for the caller to close
   * @throws StreamCatException if no region is found
   */
  public IvsClient ivs() {
    return build(IvsClient.builder());
  }

  /**
   * Builds a client for chat rooms.
   *
   * @return a new client, for the caller to close
   * @throws StreamCatException if no region is found
   */
  public IvschatClient ivschat() {
    return build(IvschatClient.builder());
  }

  /**
   * Builds a client for stages.
   *
   * @return a new client, for the caller to close
   * @throws StreamCatException if no region is found
   */
  public IvsRealTimeClient ivsRealTime() {
    return build(IvsRealTimeClient.builder());
  }

  /**
   * Applies all settings to a client; the only place that does so, so that no setting is forgotten.
   */
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
      // The SDK names all sources of a region with their implementations, in 800 characters.
      throw new StreamCatException(
          String.valueOf(e.getMessage()).startsWith(NO_REGION)
              ? "no AWS region is known; set StreamCat.builder().aws(a -> a.region(…)), or AWS_REGION in the environment"
              : "building an AWS client failed: " + e.getMessage(),
          false,
          e);
    }
  }

  private static void prepare(ClientOverrideConfiguration.Builder client) {
    RequestPolicy.prepare(client);
    client.scheduledExecutorService(CallTimer.THREADS);
  }
}
