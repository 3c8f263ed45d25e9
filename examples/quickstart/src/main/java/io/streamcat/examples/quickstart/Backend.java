package io.streamcat.examples.quickstart;

import io.streamcat.StreamCat;
import io.streamcat.aws.AwsClients;
import io.streamcat.emulator.IvsEmulator;
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
import software.amazon.awssdk.regions.Region;

/** What stands in for AWS: an emulator in this process, or an endpoint. */
final class Backend implements AutoCloseable {

  private static final Duration FIRST_ANSWER = Duration.ofSeconds(5);

  /** For this machine alone, so that nobody's real credentials are needed or sent. */
  private static final AwsCredentialsProvider DUMMY =
      StaticCredentialsProvider.create(AwsBasicCredentials.create("emulator", "emulator"));

  private final @Nullable IvsEmulator emulator;
  private final URI endpoint;
  private final Region region;

  private Backend(@Nullable IvsEmulator emulator, URI endpoint, Region region) {
    this.emulator = emulator;
    this.endpoint = endpoint;
    this.region = region;
  }

  static Backend open(@Nullable URI endpoint, Region region) {
    if (endpoint != null) {
      return new Backend(null, endpoint, region);
    }
    IvsEmulator emulator = IvsEmulator.builder().region(region.id()).start();
    return new Backend(emulator, emulator.endpoint(), region);
  }

  StreamCat streamCat() {
    return StreamCat.builder()
        .region(region)
        .credentialsProvider(isLocal() ? DUMMY : null)
        .endpointOverride(endpoint)
        .build();
  }

  /**
   * Looks for what would make everyone fail, so that they do so at once instead of each after all
   * retries.
   *
   * @return the reason why no one can be registered, or empty
   */
  Optional<String> obstacle() {
    SdkHttpRequest request =
        SdkHttpRequest.builder().method(SdkHttpMethod.GET).uri(endpoint).build();
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
      return Optional.of("no answer from " + endpoint + " (" + e + ")");
    } catch (SdkClientException e) {
      return Optional.of("no credentials for " + endpoint + " (" + e.getMessage() + ")");
    }
  }

  private static void resolveCredentials() {
    try (DefaultCredentialsProvider chain = DefaultCredentialsProvider.builder().build()) {
      chain.resolveCredentials();
    }
  }

  private boolean isLocal() {
    try {
      return InetAddress.getByName(endpoint.getHost()).isLoopbackAddress();
    } catch (UnknownHostException e) {
      return false;
    }
  }

  @Override
  public void close() {
    if (emulator != null) {
      emulator.close();
    }
  }
}
