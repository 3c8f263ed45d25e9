package io.streamcat.examples.support;

import io.streamcat.aws.AwsClients;
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
 * What stands in for AWS.
 *
 * @param uri where it is
 */
public record AwsEndpoint(URI uri) {

  private static final Duration FIRST_ANSWER = Duration.ofSeconds(5);

  /** For this machine alone, so that nobody's real credentials are needed or sent. */
  private static final AwsCredentialsProvider DUMMY =
      StaticCredentialsProvider.create(AwsBasicCredentials.create("emulator", "emulator"));

  /** Credentials for it: made up on this machine, elsewhere null for the SDK's default chain. */
  public @Nullable AwsCredentialsProvider credentials() {
    return isLocal() ? DUMMY : null;
  }

  /**
   * Looks for what would make every call fail, so that it is known at once instead of after all
   * retries.
   *
   * @return the reason why nothing can be called, or empty
   */
  public Optional<String> obstacle() {
    SdkHttpRequest request = SdkHttpRequest.builder().method(SdkHttpMethod.GET).uri(uri).build();
    // The client StreamCat uses too, so that proxies and certificates are treated alike.
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
