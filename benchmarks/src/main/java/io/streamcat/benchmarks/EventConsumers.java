package io.streamcat.benchmarks;

import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import io.streamcat.StreamCat;
import io.streamcat.StreamCatBuilder;
import io.streamcat.broadcast.BroadcastListener;
import io.streamcat.event.ingest.EventIngester;
import io.streamcat.jdbc.JdbcBroadcastRepository;
import io.streamcat.jdbc.StreamCatSchema;
import io.streamcat.operations.BanList;
import io.streamcat.repository.UserRepository;
import io.streamcat.sqs.SqsEventConsumer;
import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.Collection;
import java.util.HashMap;
import java.util.Map;
import org.openjdk.jmh.annotations.Level;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;

/** A PostgreSQL with durable commits, and consumers that differ in what they write to it. */
@State(Scope.Benchmark)
public class EventConsumers {

  private static final int CONNECTIONS = 8;

  private final EmbeddedPostgres postgres;
  private final HikariDataSource pool;
  private final StreamCat streamCat;
  private final StreamCat streamCatWithListener;
  private final HandWrittenEventLog byHand;
  private final Map<String, Ingestion> ingestions = new HashMap<>();

  /** Starts the database; consumers are started when needed. */
  public EventConsumers() {
    postgres = start();
    HikariConfig config = new HikariConfig();
    config.setDataSource(postgres.getPostgresDatabase());
    config.setMaximumPoolSize(CONNECTIONS);
    pool = new HikariDataSource(config);
    StreamCatSchema.of(pool).migrate();
    streamCat = streamCat().build();
    streamCatWithListener = streamCat().broadcastListener(new BroadcastListener() {}).build();
    byHand = new HandWrittenEventLog(pool);
  }

  private static EmbeddedPostgres start() {
    try {
      return EmbeddedPostgres.builder()
          // Consumers delete events from the queue once they are stored, so commits must be
          // durable.
          .setServerConfig("fsync", "on")
          .setServerConfig("synchronous_commit", "on")
          .setServerConfig("full_page_writes", "on")
          .start();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Returns a builder for an instance that never calls AWS, because nothing needs repair. */
  private StreamCatBuilder streamCat() {
    return StreamCat.builder()
        .aws(a -> a.region(SdkClients.REGION).credentialsProvider(SdkClients.CREDENTIALS))
        .storage(
            s ->
                s.users(UserRepository.inMemory())
                    .bans(BanList.inMemory())
                    .broadcasts(JdbcBroadcastRepository.create(pool)));
  }

  /** A queue and its consumer. */
  static final class Ingestion implements AutoCloseable {

    private final MemoryQueue queue = new MemoryQueue();
    private final SqsEventConsumer consumer;

    private Ingestion(EventIngester ingester, int pollers) {
      consumer =
          SqsEventConsumer.builder(queue, "https://sqs.us-east-1.amazonaws.com/1/events", ingester)
              .pollers(pollers)
              .pollWait(Duration.ofSeconds(1))
              .build();
      consumer.start();
    }

    /** Adds events and waits until all are stored. */
    void drain(Collection<String> events) throws InterruptedException {
      queue.drain(events);
    }

    @Override
    public void close() {
      consumer.close();
    }
  }

  Ingestion library(int pollers) {
    return ingester("library", EventIngester.create(streamCat.broadcasts()), pollers);
  }

  Ingestion libraryWithListener(int pollers) {
    return ingester("listener", EventIngester.create(streamCatWithListener.broadcasts()), pollers);
  }

  Ingestion rowForEach(int pollers) {
    return ingester("each", byHand::insertEach, pollers);
  }

  Ingestion rowsInBatches(int pollers) {
    return ingester("batches", byHand::insertAll, pollers);
  }

  /** Returns the consumer of a trial, which has one number of pollers. */
  private Ingestion ingester(String name, EventIngester ingester, int pollers) {
    return ingestions.computeIfAbsent(name, n -> new Ingestion(ingester, pollers));
  }

  @TearDown(Level.Trial)
  public void stop() throws IOException {
    ingestions.values().forEach(Ingestion::close);
    streamCat.close();
    streamCatWithListener.close();
    pool.close();
    postgres.close();
  }
}
