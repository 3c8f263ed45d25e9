package io.streamcat.spring.sqs;

import io.streamcat.aws.internal.AwsClients;
import io.streamcat.spring.aws.internal.AwsAccess;
import io.streamcat.spring.aws.internal.AwsAccessException;
import io.streamcat.spring.aws.internal.DiagnosticCredentialsProvider;
import java.net.URI;
import java.time.Duration;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.auth.credentials.AwsCredentialsProvider;
import software.amazon.awssdk.core.exception.SdkClientException;
import software.amazon.awssdk.http.SdkHttpClient;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.sqs.SqsClient;
import software.amazon.awssdk.services.sqs.SqsClientBuilder;

/**
 * An SQS client for an application that has none, with the region and the credentials of the other
 * clients.
 *
 * @param client the client
 * @param http the HTTP client
 * @param credentials its credentials
 */
record OwnSqsClient(SqsClient client, SdkHttpClient http, AwsCredentialsProvider credentials)
    implements AutoCloseable {

  /**
   * Builds the client.
   *
   * @param access the region and the credentials
   * @param endpoint the endpoint of SQS, or null for AWS's own
   * @param timeout the longest time of one HTTP call
   */
  static OwnSqsClient create(AwsAccess access, @Nullable URI endpoint, Duration timeout) {
    SdkHttpClient http = AwsClients.newHttpClient(timeout, access.properties().proxy());
    AwsCredentialsProvider credentials = access.credentials();
    SqsClientBuilder builder =
        SqsClient.builder().httpClient(http).credentialsProvider(credentials);
    Region region = access.region();
    if (region != null) {
      builder.region(region);
    }
    if (endpoint != null) {
      builder.endpointOverride(endpoint);
    }
    try {
      return new OwnSqsClient(builder.build(), http, credentials);
    } catch (SdkClientException e) {
      http.close();
      throw region == null ? AwsAccessException.noRegion(e) : e;
    }
  }

  @Override
  public void close() {
    client.close();
    http.close();
    if (credentials instanceof DiagnosticCredentialsProvider own) {
      own.close();
    }
  }
}
