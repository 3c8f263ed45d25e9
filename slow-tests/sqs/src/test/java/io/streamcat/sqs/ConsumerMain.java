package io.streamcat.sqs;

import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import io.streamcat.StreamCat;
import io.streamcat.broadcast.Broadcast;
import io.streamcat.broadcast.BroadcastListener;
import io.streamcat.event.ingest.EventIngester;
import io.streamcat.exception.StreamCatException;
import io.streamcat.jdbc.JdbcBroadcastRepository;
import java.io.IOException;
import java.net.URI;
import java.time.Duration;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import software.amazon.awssdk.services.sqs.SqsClient;

/**
 * A server that consumes events, as an application would write it, with the arguments {@code
 * QUEUE-URL IVS-ENDPOINT JDBC-URL}. It prints the notifications of its listener, and stops when its
 * input ends.
 */
final class ConsumerMain {

  static final String STARTED = "STARTED";
  static final String WENT_LIVE = "WENT_LIVE ";
  static final String RECORDING_READY = "RECORDING_READY ";

  static final int POLLERS = 2;

  /** The time that a notification takes, in which the process may be killed. */
  private static final Duration NOTIFICATION_TIME = Duration.ofMillis(1);

  private ConsumerMain() {}

  public static void main(String[] args) throws IOException {
    ScheduledExecutorService thread = Executors.newSingleThreadScheduledExecutor();
    try (HikariDataSource pool = pool(args[2]);
        SqsClient sqs = Clients.sqs(URI.create(args[0]).resolve("/"));
        StreamCat streamcat =
            Clients.streamCat(URI.create(args[1]))
                .storage(s -> s.broadcasts(JdbcBroadcastRepository.create(pool)))
                .broadcastListener(new Announcer())
                .build();
        SqsEventConsumer consumer =
            SqsEventConsumer.builder(sqs, args[0], EventIngester.create(streamcat.broadcasts()))
                .pollers(POLLERS)
                .pollWait(Duration.ofSeconds(1))
                .visibilityTimeout(Duration.ofSeconds(2))
                .build()) {
      ScheduledFuture<?> upkeep =
          thread.scheduleWithFixedDelay(() -> keepUp(streamcat), 0, 500, TimeUnit.MILLISECONDS);
      consumer.start();
      System.out.println(STARTED);
      System.in.read();
      upkeep.cancel(false);
    } finally {
      thread.shutdown();
    }
  }

  private static HikariDataSource pool(String jdbcUrl) {
    HikariConfig config = new HikariConfig();
    config.setJdbcUrl(jdbcUrl);
    config.setConnectionTimeout(1_000);
    return new HikariDataSource(config);
  }

  private static void keepUp(StreamCat streamcat) {
    try {
      streamcat.broadcasts().deliverNotifications();
      streamcat.broadcasts().repair();
    } catch (StreamCatException e) {
      // The database is unavailable; the next run repeats the work.
    }
  }

  /**
   * A listener that prints each notification at once and whole: a killed process has printed it or
   * not.
   */
  private static final class Announcer implements BroadcastListener {

    @Override
    public void wentLive(Broadcast broadcast) {
      print(WENT_LIVE + broadcast.streamId());
    }

    @Override
    public void recordingReady(Broadcast broadcast) {
      print(RECORDING_READY + broadcast.streamId());
    }

    private static void print(String notification) {
      LockSupport.parkNanos(NOTIFICATION_TIME.toNanos());
      System.out.println(notification);
    }
  }
}
