package io.streamcat.sqs;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.util.Map;
import java.util.UUID;
import org.elasticmq.rest.sqs.SQSRestServer;
import org.elasticmq.rest.sqs.SQSRestServerBuilder;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.sqs.SqsClient;
import software.amazon.awssdk.services.sqs.model.QueueAttributeName;

/** An SQS server in this process. */
final class ElasticMq implements AutoCloseable {

  private final SQSRestServer server;
  private final int port;

  private ElasticMq(SQSRestServer server, int port) {
    this.server = server;
    this.port = port;
  }

  /** The holder of the shared server, which starts on first use. */
  private static final class Shared {
    private static final ElasticMq INSTANCE = start(freePort());
  }

  /** Returns the server that all tests share, because starting one is slow. */
  static ElasticMq shared() {
    return Shared.INSTANCE;
  }

  static ElasticMq start(int port) {
    SQSRestServer server = SQSRestServerBuilder.withInterface("localhost").withPort(port).start();
    server.waitUntilStarted();
    return new ElasticMq(server, port);
  }

  static int freePort() {
    try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      return socket.getLocalPort();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  SqsClient client() {
    return SqsClient.builder()
        .endpointOverride(URI.create("http://localhost:" + port))
        .region(Region.US_EAST_1)
        .credentialsProvider(
            StaticCredentialsProvider.create(AwsBasicCredentials.create("test", "test")))
        .build();
  }

  static String newQueue(SqsClient client) {
    return newQueue(client, Map.of());
  }

  /** Creates a queue that moves messages to the dead-letter queue after too many receives. */
  static String newQueue(SqsClient client, String deadLetterQueue, int maxReceiveCount) {
    String arn =
        client
            .getQueueAttributes(
                r -> r.queueUrl(deadLetterQueue).attributeNames(QueueAttributeName.QUEUE_ARN))
            .attributes()
            .get(QueueAttributeName.QUEUE_ARN);
    return newQueue(
        client,
        Map.of(
            QueueAttributeName.REDRIVE_POLICY,
            "{\"deadLetterTargetArn\":\"%s\",\"maxReceiveCount\":\"%d\"}"
                .formatted(arn, maxReceiveCount)));
  }

  private static String newQueue(SqsClient client, Map<QueueAttributeName, String> attributes) {
    return client
        .createQueue(r -> r.queueName("events-" + UUID.randomUUID()).attributes(attributes))
        .queueUrl();
  }

  /** Returns the number of messages, visible or not. */
  static int size(SqsClient client, String queueUrl) {
    Map<QueueAttributeName, String> attributes =
        client
            .getQueueAttributes(r -> r.queueUrl(queueUrl).attributeNames(QueueAttributeName.ALL))
            .attributes();
    return Integer.parseInt(attributes.get(QueueAttributeName.APPROXIMATE_NUMBER_OF_MESSAGES))
        + Integer.parseInt(
            attributes.get(QueueAttributeName.APPROXIMATE_NUMBER_OF_MESSAGES_NOT_VISIBLE));
  }

  @Override
  public void close() {
    server.stopAndWait();
  }
}
