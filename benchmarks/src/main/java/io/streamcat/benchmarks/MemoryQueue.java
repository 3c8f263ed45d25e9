package io.streamcat.benchmarks;

import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import software.amazon.awssdk.core.exception.AbortedException;
import software.amazon.awssdk.services.sqs.SqsClient;
import software.amazon.awssdk.services.sqs.model.DeleteMessageBatchRequest;
import software.amazon.awssdk.services.sqs.model.DeleteMessageBatchResponse;
import software.amazon.awssdk.services.sqs.model.Message;
import software.amazon.awssdk.services.sqs.model.MessageSystemAttributeName;
import software.amazon.awssdk.services.sqs.model.ReceiveMessageRequest;
import software.amazon.awssdk.services.sqs.model.ReceiveMessageResponse;

/** A queue with almost no cost of its own, so that only the consumer is measured. */
final class MemoryQueue implements SqsClient {

  private final BlockingQueue<Message> messages = new LinkedBlockingQueue<>();
  private final AtomicLong receipts = new AtomicLong();
  private volatile CountDownLatch left = new CountDownLatch(0);

  /** Adds messages and waits until all are deleted. */
  void drain(Collection<String> bodies) throws InterruptedException {
    left = new CountDownLatch(bodies.size());
    bodies.forEach(body -> messages.add(message(body)));
    if (!left.await(1, TimeUnit.MINUTES)) {
      throw new IllegalStateException(left.getCount() + " messages are left");
    }
  }

  private Message message(String body) {
    return Message.builder()
        .body(body)
        .receiptHandle(Long.toString(receipts.incrementAndGet()))
        .attributes(Map.of(MessageSystemAttributeName.APPROXIMATE_RECEIVE_COUNT, "1"))
        .build();
  }

  @Override
  public ReceiveMessageResponse receiveMessage(ReceiveMessageRequest request) {
    List<Message> received = new ArrayList<>();
    try {
      Message first = messages.poll(request.waitTimeSeconds(), TimeUnit.SECONDS);
      if (first != null) {
        received.add(first);
        messages.drainTo(received, request.maxNumberOfMessages() - 1);
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw AbortedException.create("the consumer has stopped", e);
    }
    return ReceiveMessageResponse.builder().messages(received).build();
  }

  @Override
  public DeleteMessageBatchResponse deleteMessageBatch(DeleteMessageBatchRequest request) {
    request.entries().forEach(entry -> left.countDown());
    return DeleteMessageBatchResponse.builder().build();
  }

  @Override
  public String serviceName() {
    return SERVICE_NAME;
  }

  @Override
  public void close() {
    messages.clear();
  }
}
