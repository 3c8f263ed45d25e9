package io.streamcat.examples.support;

import io.streamcat.aws.internal.AwsClients;
import java.io.IOException;
import java.net.InetAddress;
import java.net.URI;
import java.net.UnknownHostException;
import java.time.Duration;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.AwsCredentialsProvider;
import software.amazon.awssdk.auth.credentials.DefaultCredentialsProvider;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.core.exception.SdkClientException;
import software.amazon.awssdk.http.AbortableInputStream;
import software.amazon.awssdk.http.HttpExecuteRequest;
import software.amazon.awssdk.http.SdkHttpClient;
import software.amazon.awssdk.http.SdkHttpMethod;
import software.amazon.awssdk.http.SdkHttpRequest;

/**
 * An endpoint that replaces AWS.
 *
 * @param uri the endpoint's address
 */
public record AwsEndpoint(URI uri) {

  private static final Duration FIRST_ANSWER = Duration.ofSeconds(5);

  /** Dummy credentials, so that no real ones are needed or sent for an endpoint on this machine. */
  private static final AwsCredentialsProvider DUMMY =
      StaticCredentialsProvider.create(AwsBasicCredentials.create("emulator", "emulator"));

  /**
   * Returns dummy credentials for an endpoint on this machine, or null for the SDK's default chain.
   */
  public @Nullable AwsCredentialsProvider credentials() {
    return isLocal() ? DUMMY : null;
  }

  /**
   * Checks the endpoint and the credentials, so that a problem shows at once and not after all
   * retries.
   *
   * @return the reason why every call would fail, or empty
   */
  public Optional<String> obstacle() {
    SdkHttpRequest request = SdkHttpRequest.builder().method(SdkHttpMethod.GET).uri(uri).build();
    // StreamCat uses the same kind of client, so proxies and certificates are treated alike.
    try (SdkHttpClient http = AwsClients.newHttpClient(FIRST_ANSWER)) {
      http.prepareRequest(HttpExecuteRequest.builder().request(request).build())
          .call()
          .responseBody()
          .ifPresent(AbortableInputStream::abort);
      if (!isLocal()) {
        resolveCredentials();
      }
      return Optional.empty();
    } catch (IOException e) {
      return Optional.of("no answer from " + uri + " (" + e + ")");
    } catch (SdkClientException e) {
      return Optional.of("no credentials for " + uri + " (" + e.getMessage() + ")");
    }
  }

  private static void resolveCredentials() {
    try (DefaultCredentialsProvider chain = DefaultCredentialsProvider.builder().build()) {
      chain.resolveCredentials();
    }
  }

  private boolean isLocal() {
    try {
      return InetAddress.getByName(uri.getHost()).isLoopbackAddress();
    } catch (UnknownHostException e) {
      return false;
    }
  }
}
