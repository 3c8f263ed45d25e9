package io.streamcat.sqs;

import static org.assertj.core.api.Assertions.assertThat;

import io.streamcat.StreamCat;
import io.streamcat.broadcast.Broadcast;
import io.streamcat.broadcast.Broadcasts;
import io.streamcat.emulator.EventDestination;
import io.streamcat.emulator.EventFaults;
import io.streamcat.emulator.IvsEmulator;
import io.streamcat.event.IvsEvent;
import io.streamcat.event.ingest.EventIngester;
import io.streamcat.event.ingest.EventIngesterListener;
import io.streamcat.user.NewUser;
import java.net.URI;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.sqs.SqsClient;

/** The whole pipeline: emulator, queue, consumer, broadcasts. */
class EndToEndTest {

  private final BlockingQueue<IvsEvent> stored = new LinkedBlockingQueue<>();

  private final EventIngesterListener listener =
      new EventIngesterListener() {
        @Override
        public void onStored(IvsEvent event, Duration lag) {
          stored.add(event);
        }
      };

  /** Waits until the condition holds, checking it after each stored event. */
  private void awaitEvents(BooleanSupplier condition) throws InterruptedException {
    while (!condition.getAsBoolean()) {
      assertThat(stored.poll(Store.PATIENCE_SECONDS, TimeUnit.SECONDS)).isNotNull();
    }
  }

  @Test
  void streamStartsAndEnds_duplicatedAndReorderedEvents_broadcastIsComplete() throws Exception {
    try (SqsClient client = ElasticMq.shared().client();
        IvsEmulator emulator =
            IvsEmulator.builder()
                .eventFaults(EventFaults.NONE.duplication(0.5).reordering(0.5).seed(7))
                .start();
        StreamCat streamcat =
            StreamCat.builder()
                .aws(
                    a ->
                        a.region(Region.of(emulator.region()))
                            .credentialsProvider(
                                StaticCredentialsProvider.create(
                                    AwsBasicCredentials.create("test", "test")))
                            .endpointOverride(emulator.endpoint()))
                .build()) {
      String queue = ElasticMq.newQueue(client);
      emulator.events().add(EventDestination.sqs(URI.create(queue)));
      Broadcasts broadcasts = streamcat.broadcasts();
      EventIngester ingester = EventIngester.create(broadcasts, listener, Clock.systemUTC());
      try (SqsEventConsumer consumer =
          SqsEventConsumer.builder(client, queue, ingester)
              .pollWait(Duration.ofSeconds(1))
              .build()) {
        consumer.start();
        String channel = streamcat.users().provision(NewUser.withId("42")).channel().arn();

        emulator.startStream(channel);
        awaitEvents(() -> broadcasts.live(channel).isPresent());
        emulator.stopStream(channel);
        awaitEvents(() -> broadcasts.live(channel).isEmpty());

        List<Broadcast> known = broadcasts.ofChannel(channel, null, 10);
        assertThat(known).hasSize(1);
        assertThat(known.get(0).startedAt()).isNotNull();
        assertThat(known.get(0).endedAt()).isNotNull();
        assertThat(emulator.events().awaitDelivery(Duration.ofSeconds(10))).isTrue();
      }
    }
  }
}
