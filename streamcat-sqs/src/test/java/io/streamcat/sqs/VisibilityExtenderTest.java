package io.streamcat.sqs;

import static org.assertj.core.api.Assertions.assertThat;

import io.streamcat.testing.Guarantee;
import java.lang.reflect.Proxy;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.core.exception.SdkClientException;
import software.amazon.awssdk.services.sqs.SqsClient;
import software.amazon.awssdk.services.sqs.model.ChangeMessageVisibilityBatchRequest;
import software.amazon.awssdk.services.sqs.model.ChangeMessageVisibilityBatchResponse;
import software.amazon.awssdk.services.sqs.model.Message;

/** The extension of visibility timeouts, in virtual time. */
@Guarantee("EVENT-18")
class VisibilityExtenderTest {

  private static final Instant START = Instant.parse("2026-11-23T12:00:00Z");
  private static final Duration VISIBILITY = Duration.ofSeconds(30);

  private Instant now = START;
  private final List<Long> extendedAt = new ArrayList<>();
  private boolean failing;
  private boolean failingWithError;

  private VisibilityExtender extender(Runnable afterEachSleep, int sleeps) {
    SqsClient client =
        (SqsClient)
            Proxy.newProxyInstance(
                SqsClient.class.getClassLoader(),
                new Class<?>[] {SqsClient.class},
                (proxy, method, arguments) -> {
                  extendedAt.add(Duration.between(START, now).toSeconds());
                  if (failing) {
                    throw failingWithError
                        ? new NoClassDefFoundError("a class that is loaded late")
                        : SdkClientException.create("unavailable");
                  }
                  assertThat(((ChangeMessageVisibilityBatchRequest) arguments[0]).entries())
                      .hasSize(2)
                      .allMatch(entry -> entry.visibilityTimeout() == VISIBILITY.toSeconds());
                  return ChangeMessageVisibilityBatchResponse.builder().build();
                });
    int[] left = {sleeps};
    return new VisibilityExtender(
        EventQueue.of(client, "http://localhost/queue"),
        new SqsConsumerSettings(
            1,
            Duration.ZERO,
            VISIBILITY,
            Duration.ZERO,
            Thread::new,
            ((InstantSource) () -> now).withZone(ZoneOffset.UTC),
            duration -> {
              if (left[0]-- == 0) {
                throw new InterruptedException();
              }
              now = now.plus(duration);
              afterEachSleep.run();
            }));
  }

  private static List<Message> messages() {
    return List.of(
        Message.builder().receiptHandle("a").build(), Message.builder().receiptHandle("b").build());
  }

  @Test
  void run_batchHeldForLong_isExtendedInTime() {
    VisibilityExtender extender = extender(() -> {}, 9);
    now = now.plusSeconds(1);
    extender.hold(messages());
    now = START;

    extender.run();

    assertThat(extendedAt).containsExactly(20L, 40L, 60L, 80L);
  }

  @Test
  void run_batchReleasedFast_costsNoCall() {
    VisibilityExtender[] extender = new VisibilityExtender[1];
    extender[0] = extender(() -> extender[0].release(extender[0].hold(messages())), 9);

    extender[0].run();

    assertThat(extendedAt).isEmpty();
  }

  @Test
  void run_extensionThrowsAnError_isRetried() {
    failingWithError = true;

    run_extensionFails_isRetried();
  }

  @Test
  void run_extensionFails_isRetried() {
    failing = true;
    VisibilityExtender extender = extender(() -> failing = now.isBefore(START.plusSeconds(40)), 5);
    now = now.plusSeconds(1);
    extender.hold(messages());
    now = START;

    extender.run();

    assertThat(extendedAt).containsExactly(20L, 30L, 40L);
  }
}
