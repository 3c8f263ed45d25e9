package io.streamcat.sqs;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.function.Function;
import software.amazon.awssdk.core.exception.AbortedException;
import software.amazon.awssdk.core.exception.SdkClientException;
import software.amazon.awssdk.services.sqs.SqsAsyncClient;
import software.amazon.awssdk.services.sqs.SqsClient;
import software.amazon.awssdk.services.sqs.model.BatchResultErrorEntry;
import software.amazon.awssdk.services.sqs.model.ChangeMessageVisibilityBatchRequest;
import software.amazon.awssdk.services.sqs.model.ChangeMessageVisibilityBatchRequestEntry;
import software.amazon.awssdk.services.sqs.model.ChangeMessageVisibilityBatchResponse;
import software.amazon.awssdk.services.sqs.model.DeleteMessageBatchRequest;
import software.amazon.awssdk.services.sqs.model.DeleteMessageBatchRequestEntry;
import software.amazon.awssdk.services.sqs.model.DeleteMessageBatchResponse;
import software.amazon.awssdk.services.sqs.model.Message;
import software.amazon.awssdk.services.sqs.model.MessageSystemAttributeName;
import software.amazon.awssdk.services.sqs.model.ReceiveMessageRequest;
import software.amazon.awssdk.services.sqs.model.ReceiveMessageResponse;

/**
 * The three SQS calls of a consumer, on the synchronous or the asynchronous client. A call takes at
 * most ten messages.
 */
final class EventQueue {

  /** The most messages that one call of SQS takes. */
  static final int BATCH = 10;

  private final String url;
  private final Function<ReceiveMessageRequest, ReceiveMessageResponse> receive;
  private final Function<DeleteMessageBatchRequest, DeleteMessageBatchResponse> delete;
  private final Function<ChangeMessageVisibilityBatchRequest, ChangeMessageVisibilityBatchResponse>
      changeVisibility;

  private EventQueue(
      String url,
      Function<ReceiveMessageRequest, ReceiveMessageResponse> receive,
      Function<DeleteMessageBatchRequest, DeleteMessageBatchResponse> delete,
      Function<ChangeMessageVisibilityBatchRequest, ChangeMessageVisibilityBatchResponse>
          changeVisibility) {
    this.url = url;
    this.receive = receive;
    this.delete = delete;
    this.changeVisibility = changeVisibility;
  }

  static EventQueue of(SqsClient client, String url) {
    return new EventQueue(
        url,
        client::receiveMessage,
        client::deleteMessageBatch,
        client::changeMessageVisibilityBatch);
  }

  static EventQueue of(SqsAsyncClient client, String url) {
    return new EventQueue(
        url,
        awaiting(client::receiveMessage),
        awaiting(client::deleteMessageBatch),
        awaiting(client::changeMessageVisibilityBatch));
  }

  private static <I, O> Function<I, O> awaiting(Function<I, CompletableFuture<O>> call) {
    return request -> {
      CompletableFuture<O> answer = call.apply(request);
      try {
        return answer.get();
      } catch (ExecutionException e) {
        throw e.getCause() instanceof RuntimeException cause
            ? cause
            : SdkClientException.create("SQS could not be called", e.getCause());
      } catch (InterruptedException e) {
        answer.cancel(true);
        Thread.currentThread().interrupt();
        throw AbortedException.create("the call of SQS was interrupted", e);
      }
    };
  }

  String url() {
    return url;
  }

  List<Message> receive(Duration wait, Duration visibility) {
    return receive
        .apply(
            ReceiveMessageRequest.builder()
                .queueUrl(url)
                .maxNumberOfMessages(BATCH)
                .waitTimeSeconds(seconds(wait))
                .visibilityTimeout(seconds(visibility))
                .messageSystemAttributeNames(MessageSystemAttributeName.APPROXIMATE_RECEIVE_COUNT)
                .build())
        .messages();
  }

  /** Deletes at most ten messages, and returns those that could not be deleted. */
  List<Message> delete(List<Message> messages) {
    List<DeleteMessageBatchRequestEntry> entries = new ArrayList<>();
    for (Message message : messages) {
      entries.add(
          DeleteMessageBatchRequestEntry.builder()
              .id(String.valueOf(entries.size()))
              .receiptHandle(message.receiptHandle())
              .build());
    }
    return failed(
        delete
            .apply(DeleteMessageBatchRequest.builder().queueUrl(url).entries(entries).build())
            .failed(),
        messages);
  }

  /**
   * Sets the visibility timeouts of at most ten messages, and returns those that could not be
   * changed.
   */
  List<Message> changeVisibility(Map<Message, Duration> visibilities) {
    List<Message> messages = List.copyOf(visibilities.keySet());
    List<ChangeMessageVisibilityBatchRequestEntry> entries = new ArrayList<>();
    visibilities.forEach(
        (message, visibility) ->
            entries.add(
                ChangeMessageVisibilityBatchRequestEntry.builder()
                    .id(String.valueOf(entries.size()))
                    .receiptHandle(message.receiptHandle())
                    .visibilityTimeout(seconds(visibility))
                    .build()));
    return failed(
        changeVisibility
            .apply(
                ChangeMessageVisibilityBatchRequest.builder()
                    .queueUrl(url)
                    .entries(entries)
                    .build())
            .failed(),
        messages);
  }

  private static List<Message> failed(List<BatchResultErrorEntry> failed, List<Message> messages) {
    return failed.stream().map(entry -> messages.get(Integer.parseInt(entry.id()))).toList();
  }

  private static int seconds(Duration duration) {
    return Math.toIntExact(duration.toSeconds());
  }
}
