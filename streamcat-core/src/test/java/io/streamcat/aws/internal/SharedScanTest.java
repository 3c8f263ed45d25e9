package io.streamcat.aws.internal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.streamcat.StreamCat;
import io.streamcat.aws.CallPriority;
import io.streamcat.aws.CallSettings;
import io.streamcat.aws.Operation;
import io.streamcat.aws.ResourceSummary;
import io.streamcat.emulator.FaultRule;
import io.streamcat.exception.AwsException;
import io.streamcat.realtime.StageSettings;
import io.streamcat.testing.EmulatedAws;
import io.streamcat.testing.Guarantee;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Supplier;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import software.amazon.awssdk.services.ivsrealtime.IvsRealTimeClient;

/** Several callers that search the same list. */
@Timeout(60)
@Guarantee("AWS-09")
class SharedScanTest {

  private static final Operation LIST = new Operation("ivs", "ListStages", "*");

  private final CallSettings settings = CallSettings.defaults();
  private final ExecutorService threads = Executors.newCachedThreadPool();
  private final List<ResourceSummary> listed = new CopyOnWriteArrayList<>();
  private final AtomicInteger scans = new AtomicInteger();

  @AfterEach
  void close() {
    threads.shutdownNow();
  }

  private Instant soon() {
    return settings.clock().instant().plus(Duration.ofSeconds(20));
  }

  private CompletableFuture<List<String>> find(SharedScan scan, String name) {
    return CompletableFuture.supplyAsync(() -> scan.find(name, Map.of(), soon()), threads);
  }

  private static ResourceSummary stage(String arn, String name) {
    return new ResourceSummary(arn, name, Map.of());
  }

  /** A list whose scans wait after reading until the test releases them. */
  private final class HeldList {

    final CountDownLatch firstHasRead = new CountDownLatch(1);
    final CountDownLatch firstMayEnd = new CountDownLatch(1);

    SharedScan scan() {
      return scan(settings);
    }

    SharedScan scan(CallSettings time) {
      return new SharedScan(time, LIST, deadline -> read());
    }

    private Stream<ResourceSummary> read() {
      List<ResourceSummary> read = new ArrayList<>(listed);
      if (scans.incrementAndGet() == 1) {
        firstHasRead.countDown();
        await(firstMayEnd);
      }
      return read.stream();
    }
  }

  /** Counts each thread once that waits for another caller's scan. */
  private CallSettings counting(CountDownLatch waiting) {
    Set<Thread> polling = ConcurrentHashMap.newKeySet();
    return new CallSettings(
        settings.clock(),
        pause -> {
          if (polling.add(Thread.currentThread())) {
            waiting.countDown();
          }
          settings.sleeper().sleep(pause);
        },
        settings.callTimeout(),
        settings.operationTimeout(),
        settings.consistencyWindow());
  }

  private static void await(CountDownLatch latch) {
    try {
      latch.await();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(e);
    }
  }

  @Test
  void find_whileAnotherScanRuns_waitsForTheNextScan() {
    HeldList list = new HeldList();
    CountDownLatch allWait = new CountDownLatch(9);
    SharedScan scan = list.scan(counting(allWait));
    CompletableFuture<List<String>> first = find(scan, "a");
    await(list.firstHasRead);
    // Created after the first scan has read the page on which they are.
    listed.add(stage("arn:a", "a"));
    listed.add(stage("arn:b", "b"));
    List<CompletableFuture<List<String>>> others =
        IntStream.range(0, 9).mapToObj(i -> find(scan, i % 2 == 0 ? "a" : "b")).toList();
    await(allWait);
    list.firstMayEnd.countDown();

    assertThat(first.join()).isEmpty();
    for (int i = 0; i < others.size(); i++) {
      assertThat(others.get(i).join()).containsExactly(i % 2 == 0 ? "arn:a" : "arn:b");
    }
    assertThat(scans).as("one for the first call, one for the nine").hasValue(2);
  }

  @Test
  void find_scanFails_theOthersReadThemselves() {
    listed.add(stage("arn:a", "a"));
    CountDownLatch hasBegun = new CountDownLatch(1);
    CountDownLatch mayFail = new CountDownLatch(1);
    SharedScan scan =
        new SharedScan(
            settings,
            LIST,
            deadline -> {
              if (scans.incrementAndGet() == 1) {
                hasBegun.countDown();
                await(mayFail);
                throw new IllegalStateException("the first");
              }
              return listed.stream();
            });
    CompletableFuture<List<String>> first = find(scan, "a");
    await(hasBegun);
    CompletableFuture<List<String>> second = find(scan, "a");
    mayFail.countDown();

    assertThat(second.join()).containsExactly("arn:a");
    assertThat(first).isCompletedExceptionally();
  }

  /** Both wait for the first scan, so one of them reads the list for both. */
  @Test
  void find_scanForTwoCallersFailsMidway_theOtherReadsTheWholeListOnce() {
    listed.add(stage("arn:a", "a"));
    listed.add(stage("arn:end", "end"));
    CountDownLatch bothWait = new CountDownLatch(2);
    HeldList list = new HeldList();
    SharedScan scan =
        new SharedScan(
            counting(bothWait),
            LIST,
            deadline ->
                list.read()
                    .peek(
                        stage -> {
                          if (scans.get() == 2 && stage.name().equals("end")) {
                            throw new IllegalStateException("the second");
                          }
                        }));
    CompletableFuture<List<String>> first = find(scan, "a");
    await(list.firstHasRead);
    List<CompletableFuture<List<String>>> both = List.of(find(scan, "a"), find(scan, "a"));
    await(bothWait);
    list.firstMayEnd.countDown();

    assertThat(first.join()).containsExactly("arn:a");
    assertThat(both)
        .extracting(found -> found.handle((arns, failure) -> arns).join())
        .containsExactlyInAnyOrder(null, List.of("arn:a"));
    assertThat(scans).hasValue(3);
  }

  @Test
  void find_scannerInterrupted_theOthersContinue() throws InterruptedException {
    listed.add(stage("arn:a", "a"));
    CountDownLatch hasBegun = new CountDownLatch(1);
    SharedScan scan =
        new SharedScan(
            settings,
            LIST,
            deadline -> {
              if (scans.incrementAndGet() == 1) {
                hasBegun.countDown();
                await(new CountDownLatch(1));
              }
              return listed.stream();
            });
    Thread scanner =
        new Thread(
            () ->
                assertThatExceptionOfType(IllegalStateException.class)
                    .isThrownBy(() -> scan.find("a", Map.of(), soon())));
    scanner.start();
    await(hasBegun);
    CompletableFuture<List<String>> other = find(scan, "a");

    scanner.interrupt();

    assertThat(other.join()).containsExactly("arn:a");
    scanner.join();
  }

  @Test
  void find_waitingPastTheDeadlineOrInterrupted_endsWithAnException() throws Exception {
    HeldList list = new HeldList();
    SharedScan scan = list.scan();
    CompletableFuture<List<String>> first = find(scan, "a");
    await(list.firstHasRead);

    assertThatExceptionOfType(AwsException.class)
        .isThrownBy(() -> scan.find("a", Map.of(), settings.clock().instant().plusMillis(80)))
        .withMessageContaining("ListStages")
        .withMessageContaining("in time")
        .satisfies(e -> assertThat(e.retryable()).isTrue());
    Thread.currentThread().interrupt();
    assertThatExceptionOfType(AwsException.class)
        .isThrownBy(() -> scan.find("a", Map.of(), soon()))
        .withMessageContaining("interrupted");
    assertThat(Thread.interrupted()).isTrue();

    list.firstMayEnd.countDown();
    assertThat(first.join()).isEmpty();
  }

  @Test
  void find_oneCallerInTheForeground_scansInTheForeground() {
    List<CallPriority> priorities = new CopyOnWriteArrayList<>();
    HeldList list = new HeldList();
    SharedScan scan =
        new SharedScan(
            settings,
            LIST,
            deadline -> {
              priorities.add(CallScope.priority());
              return list.read();
            });
    Supplier<List<String>> look = () -> scan.find("a", Map.of(), soon());
    CompletableFuture<List<String>> first =
        CompletableFuture.supplyAsync(
            () -> CallScope.withPriority(CallPriority.BACKGROUND, look), threads);
    await(list.firstHasRead);
    list.firstMayEnd.countDown();
    first.join();
    assertThat(look.get()).isEmpty();

    assertThat(priorities).containsExactly(CallPriority.BACKGROUND, CallPriority.FOREGROUND);
  }

  @Test
  void create_tenAnswersLostInAFullAccount_sharesAFewScans() {
    int stages = 990;
    int registrations = 10;
    try (EmulatedAws aws = new EmulatedAws();
        IvsRealTimeClient client = aws.clients().ivsRealTime();
        StreamCat streamcat = aws.streamCatInRealTime().build()) {
      for (int i = 0; i < stages; i++) {
        client.createStage(r -> {});
      }
      aws.emulator().faults().add(FaultRule.dropBefore("CreateStage").times(registrations));

      List<CompletableFuture<?>> created = new ArrayList<>();
      for (int i = 0; i < registrations; i++) {
        String name = "todd-" + i;
        created.add(
            CompletableFuture.runAsync(
                () -> streamcat.realTimeService().create(name, StageSettings.defaults()), threads));
      }
      created.forEach(CompletableFuture::join);

      assertThat(aws.existing("stage")).hasSize(stages + registrations);
      assertThat(aws.calls("ListStages")).isLessThan(80);
    }
  }
}
