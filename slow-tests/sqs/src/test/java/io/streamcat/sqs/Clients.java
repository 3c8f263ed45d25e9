package io.streamcat.sqs;

import io.streamcat.StreamCat;
import io.streamcat.StreamCatBuilder;
import java.net.URI;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.AwsCredentialsProvider;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.ivs.IvsClient;
import software.amazon.awssdk.services.sqs.SqsClient;

/** Clients of services that are emulated on this machine. */
final class Clients {

  private static final Region REGION = Region.US_EAST_1;
  private static final AwsCredentialsProvider CREDENTIALS =
      StaticCredentialsProvider.create(AwsBasicCredentials.create("test", "test"));

  private Clients() {}

  static SqsClient sqs(URI endpoint) {
    return SqsClient.builder()
        .region(REGION)
        .credentialsProvider(CREDENTIALS)
        .endpointOverride(endpoint)
        .build();
  }

  static IvsClient ivs(URI endpoint) {
    return IvsClient.builder()
        .region(REGION)
        .credentialsProvider(CREDENTIALS)
        .endpointOverride(endpoint)
        .build();
  }

  /** Creates a builder for a local endpoint, whose calls are not limited to five per second. */
  static StreamCatBuilder streamCat(URI endpoint) {
    return StreamCat.builder()
        .aws(a -> a.region(REGION).credentialsProvider(CREDENTIALS).endpointOverride(endpoint));
  }
}
