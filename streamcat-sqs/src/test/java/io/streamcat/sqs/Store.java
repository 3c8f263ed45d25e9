package io.streamcat.sqs;

import static org.assertj.core.api.Assertions.assertThat;

import io.streamcat.broadcast.BroadcastListener;
import io.streamcat.broadcast.BroadcastRepository;
import io.streamcat.broadcast.Broadcasts;
import io.streamcat.event.ingest.EventIngester;
import io.streamcat.event.ingest.EventOutcome;
import io.streamcat.exception.StorageException;
import java.time.Clock;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * A real ingester with an in-memory repository, which a test can observe and make fail for a while.
 */
final class Store implements EventIngester {

  /** The longest that a test waits for an expected event. */
  static final long PATIENCE_SECONDS = 20;

  private final StorageException unavailable = new StorageException("unavailable", true, null);

  private final BroadcastRepository repository = BroadcastRepository.inMemory();
  private final EventIngester ingester =
      EventIngester.create(
          Broadcasts.create(repository, null, new BroadcastListener() {}, Clock.systemUTC()));
  private final AtomicInteger failures = new AtomicInteger();

  /** The outcomes of each ingested batch. */
  final BlockingQueue<List<EventOutcome>> batches = new LinkedBlockingQueue<>();

  /** Fails the next batches. */
  Store failing(int times) {
    failures.set(times);
    return this;
  }

  @Override
  public List<EventOutcome> ingest(List<String> events) {
    List<EventOutcome> outcomes =
        failures.getAndUpdate(left -> Math.max(0, left - 1)) > 0
            ? events.stream()
                .map(e -> new EventOutcome(EventOutcome.Status.FAILED, unavailable, false))
                .toList()
            : ingester.ingest(events);
    batches.add(outcomes);
    return outcomes;
  }

  static String event(int number) {
    return """
        {"version": "0", "id": "01234567-0123-0123-0123-012345678901",
         "detail-type": "IVS Stream State Change", "source": "aws.ivs", "account": "123456789012",
         "time": "2026-11-23T12:00:00Z", "region": "us-east-1",
         "resources": ["arn:aws:ivs:us-east-1:123456789012:channel/AbCdef1G2hij"],
         "detail": {"event_name": "Stream Start", "stream_id": "st-%d"}}"""
        .formatted(number);
  }

  boolean has(int number) {
    return repository.find("st-" + number).isPresent();
  }

  /** Waits until that many events have been stored. */
  void awaitStored(int count) throws InterruptedException {
    for (int stored = 0; stored < count; ) {
      stored += (int) next().stream().filter(EventOutcome::isStored).count();
    }
  }

  /** Returns the outcomes of the next batch, which must come soon. */
  List<EventOutcome> next() throws InterruptedException {
    List<EventOutcome> batch = batches.poll(PATIENCE_SECONDS, TimeUnit.SECONDS);
    assertThat(batch).as("a batch of events").isNotNull();
    return batch;
  }
}
