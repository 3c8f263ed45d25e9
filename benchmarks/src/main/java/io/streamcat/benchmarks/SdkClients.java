package io.streamcat.benchmarks;

import java.net.URI;
import java.time.Duration;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.AwsCredentialsProvider;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.awscore.client.builder.AwsClientBuilder;
import software.amazon.awssdk.awscore.client.builder.AwsSyncClientBuilder;
import software.amazon.awssdk.http.SdkHttpClient;
import software.amazon.awssdk.http.urlconnection.UrlConnectionHttpClient;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.ivs.IvsClient;
import software.amazon.awssdk.services.ivschat.IvschatClient;
import software.amazon.awssdk.services.ivsrealtime.IvsRealTimeClient;

/**
 * The SDK's clients as an application builds them, with the HTTP client that StreamCat uses.
 *
 * @param http the HTTP client of all three
 * @param ivs the client for channels
 * @param chat the client for chat rooms
 * @param realTime the client for stages
 */
record SdkClients(SdkHttpClient http, IvsClient ivs, IvschatClient chat, IvsRealTimeClient realTime)
    implements AutoCloseable {

  static final Region REGION = Region.US_EAST_1;
  static final AwsCredentialsProvider CREDENTIALS =
      StaticCredentialsProvider.create(AwsBasicCredentials.create("test", "test"));

  static SdkClients create(URI endpoint) {
    SdkHttpClient http =
        UrlConnectionHttpClient.builder()
            .connectionTimeout(Duration.ofSeconds(2))
            .socketTimeout(Duration.ofSeconds(10))
            .build();
    return new SdkClients(
        http,
        build(IvsClient.builder(), endpoint, http),
        build(IvschatClient.builder(), endpoint, http),
        build(IvsRealTimeClient.builder(), endpoint, http));
  }

  private static <B extends AwsClientBuilder<B, C> & AwsSyncClientBuilder<B, C>, C> C build(
      B builder, URI endpoint, SdkHttpClient http) {
    return builder
        .region(REGION)
        .credentialsProvider(CREDENTIALS)
        .endpointOverride(endpoint)
        .httpClient(http)
        .build();
  }

  @Override
  public void close() {
    realTime.close();
    chat.close();
    ivs.close();
    http.close();
  }
}
