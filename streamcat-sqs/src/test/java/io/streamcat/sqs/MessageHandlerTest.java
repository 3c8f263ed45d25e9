package io.streamcat.sqs;

import static org.assertj.core.api.Assertions.assertThat;

import io.streamcat.event.ingest.EventOutcome;
import io.streamcat.exception.StorageException;
import io.streamcat.testing.Guarantee;
import java.lang.reflect.Proxy;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import java.util.stream.Stream;
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
import software.amazon.awssdk.services.sqs.model.ReceiveMessageRequest;
import software.amazon.awssdk.services.sqs.model.ReceiveMessageResponse;

/** The handling of messages by the outcome of their events. */
@Guarantee({"EVENT-16", "EVENT-17"})
class MessageHandlerTest {

  private static final Instant START = Instant.parse("2026-11-23T12:00:00Z");

  private RuntimeException cause = new IllegalStateException("a reason");
  private Instant now = START;

  /** The number of batches for which the store is unavailable: all their events fail. */
  private int outages;

  private boolean stopping;
  private boolean isWritten = true;

  /** The messages that a further receive returns; the store accepts their events. */
  private List<Message> more = List.of();

  private int receives;

  private final List<String> deleted = new ArrayList<>();
  private final List<String> delayed = new ArrayList<>();

  /** The entries of each call that cannot be deleted. */
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
    if (request instanceof ReceiveMessageRequest) {
      receives++;
      return ReceiveMessageResponse.builder().messages(more).build();
    }
    ((ChangeMessageVisibilityBatchRequest) request)
        .entries()
        .forEach(entry -> delayed.add(entry.receiptHandle() + " " + entry.visibilityTimeout()));
    return ChangeMessageVisibilityBatchResponse.builder().build();
  }

  private List<EventOutcome> outcomes(EventOutcome.Status... statuses) {
    boolean unavailable = outages > 0;
    outages--;
    return Stream.of(statuses)
        .map(
            status ->
                new EventOutcome(
                    unavailable ? EventOutcome.Status.FAILED : status,
                    cause,
                    !unavailable && isWritten && status == EventOutcome.Status.STORED))
        .toList();
  }

  private boolean handle(int receiveCount, EventOutcome.Status... statuses) throws Exception {
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
            ((InstantSource) () -> now).withZone(ZoneOffset.UTC),
            duration -> now = now.plus(duration));
    return new MessageHandler(
            queue,
            events ->
                events.get(0).isEmpty()
                    ? outcomes(statuses)
                    : List.of(new EventOutcome(EventOutcome.Status.STORED, null, true)),
            new VisibilityExtender(queue, settings),
            new OutageLogger(LoggerFactory.getLogger(getClass()), "storing"),
            settings)
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
                .toList(),
            new Backoff(settings.sleeper(), () -> stopping));
  }

  @Test
  void handle_storeUnavailable_holdsTheMessages() throws Exception {
    cause = new StorageException("unavailable", true, null);
    outages = 5;

    assertThat(handle(1, EventOutcome.Status.STORED, EventOutcome.Status.STORED)).isTrue();

    assertThat(Duration.between(START, now)).isEqualTo(Duration.ofSeconds(1 + 2 + 4 + 8 + 16));
    assertThat(deleted).containsExactly("m0", "m1");
    assertThat(delayed).isEmpty();
  }

  @Test
  void handle_storeUnavailableForHours_holdsTheMessages() throws Exception {
    cause = new StorageException("the database is read-only", false, null);
    outages = 500;

    assertThat(handle(1, EventOutcome.Status.STORED)).isTrue();

    assertThat(Duration.between(START, now)).isBetween(Duration.ofHours(4), Duration.ofHours(5));
    assertThat(deleted).containsExactly("m0");
    assertThat(delayed).isEmpty();
    assertThat(receives).as("trials with other messages").isGreaterThan(40);
  }

  @Test
  void handle_storeUnavailableLongerThanSqsHidesMessages_releasesThem() throws Exception {
    outages = Integer.MAX_VALUE;

    assertThat(handle(1, EventOutcome.Status.STORED)).isFalse();

    assertThat(Duration.between(START, now))
        .isBetween(Duration.ofHours(11), Duration.ofMinutes(11 * 60 + 1));
    assertThat(delayed).containsExactly("m0 1");
  }

  @Test
  void handle_eventFailsWhileAnotherBatchIsWritten_delaysTheMessage() throws Exception {
    outages = Integer.MAX_VALUE;
    more = List.of(Message.builder().body("{}").receiptHandle("other").build());

    assertThat(handle(1, EventOutcome.Status.STORED)).isTrue();

    assertThat(Duration.between(START, now))
        .isBetween(Duration.ofMinutes(5), Duration.ofMinutes(6));
    assertThat(deleted).containsExactly("other");
    assertThat(delayed).containsExactly("m0 1");
  }

  /** A read-only store still recognises known events, which need no write. */
  @Test
  void handle_nothingWritten_holdsFailedMessages() throws Exception {
    isWritten = false;

    handle(1, EventOutcome.Status.FAILED, EventOutcome.Status.STORED);

    assertThat(Duration.between(START, now)).isGreaterThan(Duration.ofHours(11));
  }

  @Test
  void handle_storeUnavailableDuringAStop_releasesTheMessagesAtOnce() throws Exception {
    cause = new StorageException("unavailable", true, null);
    outages = Integer.MAX_VALUE;
    stopping = true;

    assertThat(handle(1, EventOutcome.Status.STORED)).isFalse();

    assertThat(now).isEqualTo(START);
    assertThat(delayed).containsExactly("m0 1");
  }

  @Test
  void handle_mixedOutcomes_deletesStoredAndDelaysFailed() throws Exception {
    assertThat(
            handle(
                1,
                EventOutcome.Status.FAILED,
                EventOutcome.Status.STORED,
                EventOutcome.Status.REJECTED,
                EventOutcome.Status.STORED))
        .as("other events were stored, so the store is available")
        .isTrue();
    assertThat(deleted).containsExactly("m1", "m3");
    assertThat(delayed).containsExactly("m0 1");
  }

  @Test
  void handle_failedOften_delaysTheMessageLonger() throws Exception {
    for (int count : List.of(2, 5, 9, 10, 1000)) {
      assertThat(handle(count, EventOutcome.Status.FAILED, EventOutcome.Status.STORED)).isTrue();
    }
    assertThat(delayed).containsExactly("m0 2", "m0 16", "m0 256", "m0 300", "m0 300");
  }

  @Test
  void handle_deletionFailsInPart_isRepeatedOnce() throws Exception {
    undeletable = List.of(List.of("0", "2")).iterator();

    handle(1, EventOutcome.Status.STORED, EventOutcome.Status.STORED, EventOutcome.Status.STORED);

    assertThat(deleted).containsExactly("m0", "m1", "m2", "m0", "m2");
  }

  @Test
  void handle_deletionFailsTwice_isGivenUp() throws Exception {
    undeletable = List.of(List.of("0"), List.of("0"), List.of("0")).iterator();

    assertThat(handle(1, EventOutcome.Status.STORED)).isTrue();

    assertThat(deleted).containsExactly("m0", "m0");
  }

  @Test
  void handle_rejectedOnly_doesNotWait() throws Exception {
    assertThat(handle(3, EventOutcome.Status.REJECTED)).isTrue();
    assertThat(deleted).isEmpty();
    assertThat(delayed).isEmpty();
  }
}
