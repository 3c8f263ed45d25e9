package io.streamcat.sqs;

import static java.util.stream.Collectors.toMap;
import static java.util.stream.Collectors.toSet;
import static org.assertj.core.api.Assertions.assertThat;

import com.zaxxer.hikari.HikariDataSource;
import io.streamcat.StreamCat;
import io.streamcat.broadcast.Broadcast;
import io.streamcat.broadcast.BroadcastListener;
import io.streamcat.broadcast.Broadcasts;
import io.streamcat.jdbc.CrashablePostgres;
import io.streamcat.jdbc.JdbcBroadcastRepository;
import io.streamcat.jdbc.StreamCatSchema;
import io.streamcat.testing.Guarantee;
import java.nio.file.Path;
import java.time.Clock;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * A campaign that repeatedly kills a consumer with SIGKILL and crashes its database, while events
 * are lost, duplicated and reordered. In the end every broadcast must be complete.
 */
@Guarantee("EVENT-11")
class KilledConsumerIT {

  private static final long SEED = Long.getLong("streamcat.crash.seed", 20200714);
  private static final int STREAMS = Integer.getInteger("streamcat.crash.streams", 300);
  private static final int KILLS = Integer.getInteger("streamcat.crash.kills", 3);
  private static final int CRASHES = Integer.getInteger("streamcat.crash.crashes", 1);

  private static final String DATABASE = "events";
  private static final double LOST = 0.05;
  private static final double REPEATED = 0.1;

  /** One stream in this many loses all its events. */
  private static final int SILENT = 100;

  private static final int MAX_DELAY_MICROS = 20_000;

  /** The number of threads of a consumer that may be notifying at the moment of a kill. */
  private static final int NOTIFYING = ConsumerMain.POLLERS + 1;

  private final Random random = new Random(SEED);
  private final Map<String, Integer> notified = new ConcurrentHashMap<>();

  private void notified(String notification) {
    notified.merge(notification, 1, Integer::sum);
  }

  @Test
  void killsAndCrashes_everyBroadcastIsCompleteInTheEnd(@TempDir Path directory) throws Exception {
    try (CrashablePostgres postgres = CrashablePostgres.start(directory);
        HikariDataSource pool = pool(postgres.create(DATABASE));
        StreamHistory history = new StreamHistory(STREAMS, random);
        TestQueue queue = TestQueue.create()) {
      StreamCatSchema.of(pool).migrate();
      List<String> arriving = losing(history.events());
      queue.send(shuffledAndRepeated(arriving));
      String[] args = {
        queue.url(), history.endpoint().toString(), postgres.url(DATABASE) + "&user=postgres"
      };

      int crashes = killRepeatedly(postgres, args);
      drain(queue, args);
      repair(history, pool);

      System.out.printf(
          "%d streams, %d of %d events, %d kills, %d crashes of the database, %d notifications, %d of them"
              + " repeated, seed %d%n",
          STREAMS,
          arriving.size(),
          history.events().size(),
          KILLS,
          crashes,
          notified.size(),
          repeated(),
          SEED);
      Map<String, Map<String, @Nullable String>> expected = Expectation.of(history, arriving);
      assertThat(expected).hasSize(STREAMS);
      assertStored(expected, stored(postgres));
      assertLive(history, pool);
      assertNotified(expected.values());
      assertThat(repeated()).isLessThanOrEqualTo((KILLS + CRASHES) * NOTIFYING);
      assertThat(queue.messages()).isZero();
      assertThat(queue.deadLetters()).isZero();
    }
  }

  private static HikariDataSource pool(String jdbcUrl) {
    HikariDataSource pool = new HikariDataSource();
    pool.setJdbcUrl(jdbcUrl);
    pool.setUsername("postgres");
    return pool;
  }

  /** Returns the events without some of them, and without all those of some streams. */
  private List<String> losing(List<String> events) {
    List<String> ids = events.stream().map(StreamHistory::streamId).distinct().toList();
    Set<String> silent =
        IntStream.range(0, ids.size())
            .filter(i -> i % SILENT == 0)
            .mapToObj(ids::get)
            .collect(toSet());
    return events.stream()
        .filter(event -> random.nextDouble() >= LOST)
        .filter(event -> !silent.contains(StreamHistory.streamId(event)))
        .toList();
  }

  private List<String> shuffledAndRepeated(List<String> events) {
    List<String> messages = new ArrayList<>(events);
    events.stream().filter(event -> random.nextDouble() < REPEATED).forEach(messages::add);
    Collections.shuffle(messages, random);
    return messages;
  }

  /** Returns the number of crashes of the database. */
  private int killRepeatedly(CrashablePostgres postgres, String... args) throws Exception {
    // Every stream goes live, so there are more notifications than are awaited.
    int most = STREAMS / (KILLS + 1);
    int crashes = 0;
    for (int kill = 1; kill <= KILLS; kill++) {
      ConsumerProcess consumer = ConsumerProcess.start(this::notified, args);
      try {
        consumer.awaitStart();
        if (kill * (CRASHES + 1) / (KILLS + 1) > crashes) {
          postgres.crashAndRestart();
          crashes++;
        }
        consumer.awaitNotifications(random.nextInt(most));
        LockSupport.parkNanos(TimeUnit.MICROSECONDS.toNanos(random.nextInt(MAX_DELAY_MICROS)));
      } finally {
        consumer.kill();
      }
    }
    assertThat(crashes).isEqualTo(CRASHES);
    return crashes;
  }

  /** Runs a last consumer until the queue is empty. */
  private void drain(TestQueue queue, String... args) throws Exception {
    assertThat(queue.messages()).as("messages left for the last consumer").isPositive();
    ConsumerProcess consumer = ConsumerProcess.start(this::notified, args);
    try {
      queue.awaitEmpty();
      assertThat(consumer.stop()).isZero();
    } finally {
      consumer.kill();
    }
  }

  /** Repairs after all leases have expired, as a server would a while later. */
  private void repair(StreamHistory history, HikariDataSource pool) {
    try (StreamCat streamcat =
        Clients.streamCat(history.endpoint())
            .storage(s -> s.broadcasts(JdbcBroadcastRepository.create(pool)))
            .broadcastListener(new Counter())
            .clock(Clock.offset(Clock.systemUTC(), Broadcasts.NOTIFICATION_LEASE.multipliedBy(2)))
            .build()) {
      Broadcasts broadcasts = streamcat.broadcasts();
      broadcasts.deliverNotifications();
      assertThat(broadcasts.repair().failed()).isEmpty();
      // Streams without any delivered event are found by their channels only.
      history
          .channels()
          .forEach(channel -> assertThat(broadcasts.repair(channel).failed()).isEmpty());
    }
  }

  private final class Counter implements BroadcastListener {

    @Override
    public void wentLive(Broadcast broadcast) {
      notified(ConsumerMain.WENT_LIVE + broadcast.streamId());
    }

    @Override
    public void recordingReady(Broadcast broadcast) {
      notified(ConsumerMain.RECORDING_READY + broadcast.streamId());
    }
  }

  private int repeated() {
    return notified.values().stream().mapToInt(times -> times - 1).sum();
  }

  private static Map<String, Map<String, @Nullable String>> stored(CrashablePostgres postgres) {
    return postgres.query(DATABASE, Expectation.STORED).stream()
        .collect(toMap(row -> row.get("stream_id"), row -> row));
  }

  private static void assertStored(
      Map<String, Map<String, @Nullable String>> expected,
      Map<String, Map<String, @Nullable String>> stored) {
    Set<String> streams = new TreeSet<>(expected.keySet());
    streams.addAll(stored.keySet());
    List<String> differences =
        streams.stream()
            .filter(id -> !Objects.equals(expected.get(id), stored.get(id)))
            .map(id -> "\nexpected " + expected.get(id) + "\nbut was  " + stored.get(id))
            .toList();
    assertThat(differences).isEmpty();
  }

  private static void assertLive(StreamHistory history, HikariDataSource pool) {
    Map<String, String> live = new TreeMap<>();
    history.ivs().listStreamsPaginator(request -> {}).stream()
        .flatMap(page -> page.streams().stream())
        .forEach(stream -> live.put(stream.channelArn(), stream.streamId()));
    assertThat(live).isNotEmpty();
    try (StreamCat streamcat =
        Clients.streamCat(history.endpoint())
            .storage(s -> s.broadcasts(JdbcBroadcastRepository.create(pool)))
            .build()) {
      assertThat(streamcat.broadcasts().live())
          .extracting(Broadcast::streamId)
          .containsExactlyInAnyOrderElementsOf(live.values());
      assertThat(history.channels())
          .allSatisfy(
              channel ->
                  assertThat(streamcat.broadcasts().live(channel).map(Broadcast::streamId))
                      .isEqualTo(Optional.ofNullable(live.get(channel))));
    }
  }

  /** Checks that every expected notification was delivered at least once, and no other. */
  private void assertNotified(Collection<Map<String, @Nullable String>> expected) {
    Stream<String> live =
        expected.stream().map(row -> ConsumerMain.WENT_LIVE + row.get("stream_id"));
    Stream<String> ready =
        expected.stream()
            .filter(row -> "ENDED".equals(row.get("recording_status")))
            .filter(row -> !"".equals(row.get("recording_prefix")))
            .map(row -> ConsumerMain.RECORDING_READY + row.get("stream_id"));
    Set<String> due = Stream.concat(live, ready).collect(toSet());
    assertThat(due)
        .filteredOn(notification -> !notified.containsKey(notification))
        .as("missing")
        .isEmpty();
    assertThat(notified.keySet())
        .filteredOn(notification -> !due.contains(notification))
        .as("unexpected")
        .isEmpty();
  }
}
