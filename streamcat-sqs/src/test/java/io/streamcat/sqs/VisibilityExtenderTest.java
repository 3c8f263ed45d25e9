package io.streamcat.sqs;

import static org.assertj.core.api.Assertions.assertThat;

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

/** In virtual time: what is in hand is never near to being visible. */
class VisibilityExtenderTest {

  private static final Instant START = Instant.parse("2026-11-23T12:00:00Z");
  private static final Duration VISIBILITY = Duration.ofSeconds(30);

  private Instant now = START;
  private final List<Long> extendedAt = new ArrayList<>();
  private boolean failing;

  private VisibilityExtender keeper(Runnable afterEachSleep, int sleeps) {
    SqsClient client =
        (SqsClient)
            Proxy.newProxyInstance(
                SqsClient.class.getClassLoader(),
                new Class<?>[] {SqsClient.class},
                (proxy, method, arguments) -> {
                  extendedAt.add(Duration.between(START, now).toSeconds());
                  if (failing) {
                    throw SdkClientException.create("away");
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
  void whatIsInHandForLong_isHiddenAgainInTime() {
    VisibilityExtender keeper = keeper(() -> {}, 9);
    now = now.plusSeconds(1);
    keeper.hold(messages());
    now = START;

    keeper.run();

    assertThat(extendedAt).containsExactly(20L, 40L, 60L, 80L);
  }

  @Test
  void whatIsStoredFast_costsNoCall() {
    VisibilityExtender[] keeper = new VisibilityExtender[1];
    keeper[0] = keeper(() -> keeper[0].release(keeper[0].hold(messages())), 9);

    keeper[0].run();

    assertThat(extendedAt).isEmpty();
  }

  @Test
  void whatCannotBeHidden_isTriedAgain() {
    failing = true;
    VisibilityExtender keeper = keeper(() -> failing = now.isBefore(START.plusSeconds(40)), 5);
    now = now.plusSeconds(1);
    keeper.hold(messages());
    now = START;

    keeper.run();

    assertThat(extendedAt).containsExactly(20L, 30L, 40L);
  }
}
