package io.streamcat.sqs;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.locks.LockSupport;
import software.amazon.awssdk.services.sqs.SqsClient;
import software.amazon.awssdk.services.sqs.model.SendMessageBatchRequestEntry;

/**
 * A queue with a dead-letter queue, on its own SQS server.
 *
 * @param server the SQS server
 * @param client a client of the server
 * @param url the URL of the queue
 * @param deadLetterUrl the URL of the queue for messages that were received too often
 */
record TestQueue(ElasticMq server, SqsClient client, String url, String deadLetterUrl)
    implements AutoCloseable {

  private static final int BATCH = 10;

  /** Enough for every kill to hit the same messages, and for an outage of the database. */
  private static final int MAX_RECEIVE_COUNT = 10;

  private static final Duration PATIENCE = Duration.ofMinutes(10);

  static TestQueue create() {
    ElasticMq server = ElasticMq.start(ElasticMq.freePort());
    SqsClient client = server.client();
    String deadLetters = ElasticMq.newQueue(client);
    return new TestQueue(
        server, client, ElasticMq.newQueue(client, deadLetters, MAX_RECEIVE_COUNT), deadLetters);
  }

  void send(List<String> messages) {
    for (int from = 0; from < messages.size(); from += BATCH) {
      List<SendMessageBatchRequestEntry> entries = new ArrayList<>();
      for (String message : messages.subList(from, Math.min(messages.size(), from + BATCH))) {
        entries.add(
            SendMessageBatchRequestEntry.builder()
                .id(Integer.toString(entries.size()))
                .messageBody(message)
                .build());
      }
      if (!client.sendMessageBatch(r -> r.queueUrl(url).entries(entries)).failed().isEmpty()) {
        throw new IllegalStateException("not all messages could be sent");
      }
    }
  }

  /** Returns the number of messages, visible or not. */
  int messages() {
    return ElasticMq.size(client, url);
  }

  int deadLetters() {
    return ElasticMq.size(client, deadLetterUrl);
  }

  void awaitEmpty() {
    long deadline = System.nanoTime() + PATIENCE.toNanos();
    while (messages() > 0) {
      if (System.nanoTime() > deadline) {
        throw new IllegalStateException(messages() + " messages were not received");
      }
      LockSupport.parkNanos(Duration.ofMillis(100).toNanos());
    }
  }

  @Override
  public void close() {
    client.close();
    server.close();
  }
}
