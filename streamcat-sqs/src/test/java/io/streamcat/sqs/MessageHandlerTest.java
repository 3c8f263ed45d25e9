package io.streamcat.sqs;

import static org.assertj.core.api.Assertions.assertThat;

import io.streamcat.intake.EventOutcome;
import java.lang.reflect.Proxy;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.slf4j.LoggerFactory;
import software.amazon.awssdk.services.sqs.SqsClient;
import software.amazon.awssdk.services.sqs.model.BatchResultErrorEntry;
import software.amazon.awssdk.services.sqs.model.ChangeMessageVisibilityBatchRequest;
import software.amazon.awssdk.services.sqs.model.ChangeMessageVisibilityBatchResponse;
import software.amazon.awssdk.services.sqs.model.DeleteMessageBatchRequest;
import software.amazon.awssdk.services.sqs.model.DeleteMessageBatchResponse;
import software.amazon.awssdk.services.sqs.model.Message;
import software.amazon.awssdk.services.sqs.model.MessageSystemAttributeName;

/** What becomes of messages, outcome by outcome. */
class MessageHandlerTest {

  private final RuntimeException cause = new IllegalStateException("a reason");

  private final List<String> deleted = new ArrayList<>();
  private final List<String> delayed = new ArrayList<>();

  /** Which of the entries of each call cannot be deleted. */
  private Iterator<List<String>> undeletable = List.<List<String>>of().iterator();

  private Object call(Object request) {
    if (request instanceof DeleteMessageBatchRequest delete) {
      delete.entries().forEach(entry -> deleted.add(entry.receiptHandle()));
      return DeleteMessageBatchResponse.builder()
          .failed(
              (undeletable.hasNext() ? undeletable.next() : List.<String>of())
                  .stream().map(id -> BatchResultErrorEntry.builder().id(id).build()).toList())
          .build();
    }
    ((ChangeMessageVisibilityBatchRequest) request)
        .entries()
        .forEach(entry -> delayed.add(entry.receiptHandle() + " " + entry.visibilityTimeout()));
    return ChangeMessageVisibilityBatchResponse.builder().build();
  }

  private boolean handle(int receiveCount, EventOutcome.Status... statuses) {
    SqsClient client =
        (SqsClient)
            Proxy.newProxyInstance(
                SqsClient.class.getClassLoader(),
                new Class<?>[] {SqsClient.class},
                (proxy, method, arguments) -> call(arguments[0]));
    EventQueue queue = EventQueue.of(client, "http://localhost/queue");
    SqsConsumerSettings settings =
        new SqsConsumerSettings(
            1,
            Duration.ZERO,
            Duration.ofSeconds(30),
            Duration.ZERO,
            Thread::new,
            Clock.systemUTC(),
            duration -> {});
    List<EventOutcome> outcomes =
        List.of(statuses).stream().map(status -> new EventOutcome(status, cause)).toList();
    return new MessageHandler(
            queue,
            events -> outcomes,
            new VisibilityKeeper(queue, settings),
            new Outage(LoggerFactory.getLogger(getClass()), "storing"))
        .handle(
            IntStream.range(0, statuses.length)
                .mapToObj(
                    i ->
                        Message.builder()
                            .body("")
                            .receiptHandle("m" + i)
                            .attributes(
                                Map.of(
                                    MessageSystemAttributeName.APPROXIMATE_RECEIVE_COUNT,
                                    String.valueOf(receiveCount)))
                            .build())
                .toList());
  }

  @Test
  void stored_isDeleted_refusedIsLeft_failedComesAgainSoon() {
    assertThat(
            handle(
                1,
                EventOutcome.Status.FAILED,
                EventOutcome.Status.STORED,
                EventOutcome.Status.REFUSED,
                EventOutcome.Status.STORED))
        .as("others were stored, so the store is there")
        .isTrue();
    assertThat(deleted).containsExactly("m1", "m3");
    assertThat(delayed).containsExactly("m0 1");
  }

  @Test
  void failedOften_comesAgainLater() {
    for (int count : List.of(2, 5, 9, 10, 1000)) {
      assertThat(handle(count, EventOutcome.Status.FAILED)).isFalse();
    }
    assertThat(delayed).containsExactly("m0 2", "m0 16", "m0 256", "m0 300", "m0 300");
    assertThat(deleted).isEmpty();
  }

  @Test
  void deletedInPart_theRestIsDeletedOnceMore() {
    undeletable = List.of(List.of("0", "2")).iterator();

    handle(1, EventOutcome.Status.STORED, EventOutcome.Status.STORED, EventOutcome.Status.STORED);

    assertThat(deleted).containsExactly("m0", "m1", "m2", "m0", "m2");
  }

  @Test
  void deletedNever_isGivenUp() {
    undeletable = List.of(List.of("0"), List.of("0"), List.of("0")).iterator();

    assertThat(handle(1, EventOutcome.Status.STORED)).isTrue();

    assertThat(deleted).containsExactly("m0", "m0");
  }

  @Test
  void refusedAlone_isNoReasonToWait() {
    assertThat(handle(3, EventOutcome.Status.REFUSED)).isTrue();
    assertThat(deleted).isEmpty();
    assertThat(delayed).isEmpty();
  }
}
