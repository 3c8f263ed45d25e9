package io.streamcat.emulator;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.streamcat.emulator.internal.json.Json;
import io.streamcat.emulator.internal.outbound.EventOutbox;
import java.io.IOException;
import java.net.ServerSocket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@Timeout(60)
class EventDeliveryTest extends EmulatorTest {
  private static final Duration LONG = Duration.ofSeconds(30);

  @AutoClose private final EventSink sink;
  private final List<String> heard = Collections.synchronizedList(new ArrayList<>());
  private final EventDestination listener = EventDestination.listener(heard::add);
  private final String channel = createChannel("todd");

  EventDeliveryTest() throws IOException {
    sink = new EventSink();
  }

  @Test
  void listener_severalEvents_receivesAllInOrder() throws Exception {
    emulator.events().add(listener);
    broadcast(50);

    assertThat(emulator.events().awaitDelivery(LONG)).isTrue();
    assertThat(heard).hasSize(200).isEqualTo(emulator.events().emitted());
  }

  @Test
  void listener_thatThrows_receivesNextEvent() throws Exception {
    emulator
        .events()
        .add(
            EventDestination.listener(
                event -> {
                  heard.add(event);
                  throw new IllegalStateException("on purpose");
                }));
    broadcast(1);

    assertThat(emulator.events().awaitDelivery(LONG)).isTrue();
    assertThat(heard).isEqualTo(emulator.events().emitted());
  }

  @Test
  void http_withSecret_postsEachEvent() throws Exception {
    emulator.events().add(EventDestination.http(sink.url("/hook?x=1"), "X-Api-Key", "s3cret"));
    broadcast(1);

    assertThat(emulator.events().awaitDelivery(LONG)).isTrue();
    assertThat(sink.bodies()).isEqualTo(emulator.events().emitted());
    assertThat(sink.received())
        .allSatisfy(
            request -> {
              assertThat(request.path()).isEqualTo("/hook");
              assertThat(request.headers().get("X-Api-Key")).containsExactly("s3cret");
              assertThat(request.headers().get("Content-Type")).containsExactly("application/json");
            });
    assertThat(emulator.events().destinations().toString()).doesNotContain("s3cret");
  }

  @Test
  void sqs_anyEvent_sendsMessage() throws Exception {
    URI queue = sink.url("/000000000000/ivs");
    emulator.events().add(EventDestination.sqs(queue));
    broadcast(1);

    assertThat(emulator.events().awaitDelivery(LONG)).isTrue();
    List<Map<String, ?>> messages = new ArrayList<>();
    for (String body : sink.bodies()) {
      messages.add(Json.parseObject(body.getBytes(StandardCharsets.UTF_8)));
    }
    assertThat(messages)
        .extracting(message -> (String) message.get("MessageBody"))
        .isEqualTo(emulator.events().emitted());
    assertThat(messages)
        .allSatisfy(message -> assertThat(message.get("QueueUrl")).isEqualTo(queue.toString()));
    assertThat(sink.received())
        .allSatisfy(
            request -> {
              assertThat(request.path()).isEqualTo("/");
              assertThat(request.headers().getFirst("X-Amz-Target"))
                  .isEqualTo("AmazonSQS.SendMessage");
              assertThat(request.headers().getFirst("Content-Type"))
                  .isEqualTo("application/x-amz-json-1.0");
              assertThat(request.headers().getFirst("Authorization"))
                  .matches(
                      "AWS4-HMAC-SHA256 Credential=\\w+/\\d{8}/us-east-1/sqs/aws4_request, "
                          + "SignedHeaders=[a-z0-9;-]+, Signature=[0-9a-f]{64}");
            });
  }

  @ParameterizedTest
  @ValueSource(ints = {500, 503, 429})
  void http_temporaryFailure_isRetried(int status) throws Exception {
    emulator.events().add(EventDestination.http(sink.answering(status, status).url("/")));
    emulator.report(Incident.ofAccount("Concurrent Viewers"));

    assertThat(emulator.events().awaitDelivery(LONG)).isTrue();
    assertThat(sink.bodies()).hasSize(3).containsOnly(emulator.events().emitted().get(0));
  }

  @Test
  void http_rejectedEvent_isNotRetried() throws Exception {
    emulator.events().add(EventDestination.http(sink.answering(403).url("/")));
    emulator.report(Incident.ofAccount("Concurrent Viewers"));
    emulator.report(Incident.ofAccount("Concurrent Broadcasts"));

    assertThat(emulator.events().awaitDelivery(LONG)).isTrue();
    assertThat(sink.bodies()).isEqualTo(emulator.events().emitted());
  }

  @Test
  void http_unreachable_doesNotDelayOtherDestinations() throws Exception {
    int unused;
    try (ServerSocket socket = new ServerSocket(0)) {
      unused = socket.getLocalPort();
    }
    emulator.events().add(EventDestination.http(URI.create("http://localhost:" + unused + "/")));
    emulator.events().add(listener);
    emulator.report(Incident.ofAccount("Concurrent Viewers"));

    assertThat(emulator.events().awaitDelivery(LONG)).isTrue();
    assertThat(heard).isEqualTo(emulator.events().emitted());
  }

  @Test
  void http_slowDestination_delaysNoCallsAndLimitsMemory() throws Exception {
    CountDownLatch open = new CountDownLatch(1);
    emulator
        .events()
        .add(
            EventDestination.listener(
                event -> {
                  heard.add(event);
                  await(open);
                }));
    for (int i = 0; i < EventOutbox.MAX_WAITING + 10; i++) {
      emulator.report(Incident.ofAccount("Concurrent Viewers"));
    }

    assertThat(emulator.events().awaitDelivery(Duration.ofMillis(1))).isFalse();
    open.countDown();
    assertThat(emulator.events().awaitDelivery(LONG)).isTrue();
    // One more event may be pending: the one that the listener is processing.
    assertThat(heard).hasSizeBetween(EventOutbox.MAX_WAITING, EventOutbox.MAX_WAITING + 1);
    assertThat(emulator.events().emitted()).hasSize(10_000);
  }

  @Test
  void reordering_withoutLaterEvents_deliversAfterPatience() {
    CountDownLatch came = new CountDownLatch(1);
    emulator.events().add(EventDestination.listener(event -> came.countDown()));
    emulator.events().faults(EventFaults.NONE.reordering(1));
    emulator.report(Incident.ofAccount("Concurrent Viewers"));

    await(came);
  }

  @Test
  void awaitDelivery_lateEvent_waitsForIt() throws Exception {
    emulator.events().add(listener);
    emulator.events().faults(EventFaults.NONE.lateness(1, Duration.ofMillis(100)));
    emulator.report(Incident.ofAccount("Concurrent Viewers"));

    assertThat(emulator.events().awaitDelivery(LONG)).isTrue();
    assertThat(heard).hasSize(1);
  }

  @Test
  void awaitDelivery_timeIsOverBeforeTheEvent_returnsFalse() throws Exception {
    emulator.events().add(listener);
    emulator.events().faults(EventFaults.NONE.lateness(1, Duration.ofHours(1)));
    emulator.report(Incident.ofAccount("Concurrent Viewers"));

    assertThat(emulator.events().awaitDelivery(Duration.ZERO)).isFalse();
    assertThat(heard).isEmpty();
  }

  @Test
  void reset_pendingEvents_dropsThemAndKeepsDestinations() throws Exception {
    emulator.events().add(listener);
    emulator.events().faults(EventFaults.NONE.lateness(1, Duration.ofHours(1)));
    emulator.report(Incident.ofAccount("Concurrent Viewers"));
    emulator.reset();

    assertThat(emulator.events().awaitDelivery(Duration.ZERO)).isTrue();
    assertThat(emulator.events().faults()).isEqualTo(EventFaults.NONE);
    emulator.report(Incident.ofAccount("Concurrent Broadcasts"));
    assertThat(emulator.events().awaitDelivery(LONG)).isTrue();
    assertThat(heard).hasSize(1).isEqualTo(emulator.events().emitted());
  }

  @Test
  void clearDestinations_deliveryInProgress_interruptsIt() throws Exception {
    emulator.events().add(EventDestination.http(sink.url("/slow")));
    emulator.report(Incident.ofAccount("Concurrent Viewers"));
    emulator.report(Incident.ofAccount("Concurrent Viewers"));
    emulator.events().clearDestinations();

    assertThat(emulator.events().awaitDelivery(LONG)).isTrue();
    assertThat(sink.received()).hasSizeLessThanOrEqualTo(1);
    assertThat(emulator.events().destinations()).isEmpty();
  }

  @Test
  void builder_destinationsAndFaults_apply() throws Exception {
    try (IvsEmulator other =
        IvsEmulator.builder()
            .eventDestination(listener)
            .eventFaults(EventFaults.NONE.duplication(1))
            .start()) {
      other.report(Incident.ofAccount("Concurrent Viewers"));

      assertThat(other.events().awaitDelivery(LONG)).isTrue();
      assertThat(heard).hasSize(2);
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"ftp://localhost/", "/path", "http:opaque"})
  void destination_invalidUrl_isRejected(String url) {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> EventDestination.http(URI.create(url)))
        .withMessage("url must be an http or https URL with a host");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> EventDestination.sqs(URI.create(url)))
        .withMessage("queueUrl must be an http or https URL with a host");
  }

  @Test
  void destination_invalidHeader_isRejectedWithoutQuotingSecret() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> EventDestination.http(sink.url("/"), "X-Key", "s3cret\n"))
        .withMessage("header must be one that HTTP clients can send")
        .withNoCause();
  }

  private void broadcast(int times) {
    for (int i = 0; i < times; i++) {
      emulator.startStream(channel);
      emulator.stopStream(channel);
    }
  }

  private static void await(CountDownLatch latch) {
    try {
      latch.await();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
