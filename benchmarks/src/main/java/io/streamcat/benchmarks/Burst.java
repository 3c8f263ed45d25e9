package io.streamcat.benchmarks;

import io.streamcat.StreamCat;
import io.streamcat.emulator.IvsEmulator;
import io.streamcat.exception.OverloadedException;
import io.streamcat.password.PasswordHasher;
import io.streamcat.repository.UserRepository;
import io.streamcat.user.NewUser;
import io.streamcat.user.UserState;
import java.net.URI;
import java.time.Duration;
import java.util.Locale;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Consumer;

/**
 * Sign-ups beyond the limits of AWS, in real time, against an emulator that enforces AWS's rates:
 * StreamCat, compared with an application that calls the SDK immediately.
 */
final class Burst {

  private static final int THROTTLED = 429;
  private static final int CREATES = 3;
  private static final int RATE = 5;
  private static final Duration BULK_TIME = Duration.ofMinutes(10);

  private final AtomicInteger registered = new AtomicInteger();
  private final AtomicInteger rejected = new AtomicInteger();
  private final AtomicInteger failed = new AtomicInteger();
  private final AtomicLong longest = new AtomicLong();

  private Burst() {}

  /**
   * Compares bursts, and measures bulk registrations.
   *
   * @param arrivals the numbers of sign-ups
   * @param within the time in which they arrive
   * @param bulk the number of users of a bulk registration
   * @param threads the numbers of threads of a bulk registration
   * @return tables in Markdown
   */
  static String run(int[] arrivals, Duration within, int bulk, int... threads)
      throws InterruptedException {
    StringBuilder text =
        new StringBuilder(
            """

            | sign-ups in @ s | by | registered | rejected at once | failed | orphaned resources | throttled calls | longest wait of a registered user, s |
            |---|---|---|---|---|---|---|---|
            """
                .replace("@", String.valueOf(within.toSeconds())));
    for (int count : arrivals) {
      text.append(library(count, within)).append(byHand(count, within));
    }
    text.append(
        """

        | users in bulk | threads | users per second ÷ AWS's rate | throttled calls | failed |
        |---|---|---|---|---|
        """);
    for (int number : threads) {
      text.append(bulk(bulk, number));
    }
    return text.toString();
  }

  /** Returns an empty account, after one registration of each kind as a warm-up. */
  private static IvsEmulator emulator() {
    IvsEmulator emulator = IvsEmulator.builder().enforceQuotas(true).start();
    try (SdkClients clients = SdkClients.create(emulator.endpoint());
        StreamCat streamcat = streamCat(emulator.endpoint(), UserRepository.inMemory())) {
      new HandWritten(clients, PasswordHasher.argon2id())
          .registerInSequence(new Applicant("first", null));
      var unused = streamcat.users().provision(NewUser.withId("second"));
    }
    emulator.reset();
    return emulator;
  }

  private static StreamCat streamCat(URI endpoint, UserRepository users) {
    return StreamCat.builder()
        .aws(
            a ->
                a.region(SdkClients.REGION)
                    .credentialsProvider(SdkClients.CREDENTIALS)
                    .endpointOverride(endpoint))
        .storage(s -> s.users(users))
        .aws(a -> a.limitLocalCalls(true))
        .users(u -> u.passwordHasher(PasswordHasher.argon2id()))
        .build();
  }

  private static String library(int count, Duration within) throws InterruptedException {
    Burst burst = new Burst();
    UserRepository users = UserRepository.inMemory();
    try (IvsEmulator emulator = emulator();
        StreamCat streamcat = streamCat(emulator.endpoint(), users)) {
      burst.arrive(count, within, i -> streamcat.users().provision(NewUser.withId("user-" + i)));
      long complete = users.stream().filter(user -> user.state() == UserState.ACTIVE).count();
      return burst.row(count, "StreamCat", emulator, complete);
    }
  }

  private static String byHand(int count, Duration within) throws InterruptedException {
    Burst burst = new Burst();
    ExecutorService threads = Executors.newCachedThreadPool();
    try (IvsEmulator emulator = emulator();
        SdkClients clients = SdkClients.create(emulator.endpoint())) {
      HandWritten handWritten = new HandWritten(clients, PasswordHasher.argon2id());
      burst.arrive(
          count,
          within,
          i -> handWritten.registerInParallel(new Applicant("user-" + i, null), threads));
      // A registration fails with its first failed create, while its other creates are still being
      // retried.
      threads.shutdown();
      boolean unused = threads.awaitTermination(1, TimeUnit.MINUTES);
      return burst.row(count, "SDK calls at once", emulator, burst.registered.get());
    } finally {
      threads.shutdownNow();
    }
  }

  private static String bulk(int count, int threads) throws InterruptedException {
    Burst burst = new Burst();
    ExecutorService pool = Executors.newFixedThreadPool(threads);
    try (IvsEmulator emulator = emulator();
        StreamCat streamcat = streamCat(emulator.endpoint(), UserRepository.inMemory())) {
      long began = System.nanoTime();
      for (int i = 0; i < count; i++) {
        int number = i;
        pool.execute(
            () ->
                burst.attempt(
                    number,
                    id ->
                        streamcat.runAtBackgroundPriority(
                            () ->
                                streamcat
                                    .users()
                                    .provision(NewUser.withId("user-" + id), BULK_TIME))));
      }
      pool.shutdown();
      boolean unused = pool.awaitTermination(1, TimeUnit.HOURS);
      double seconds = (System.nanoTime() - began) / 1e9;
      return String.format(
          Locale.ROOT,
          "| %d | %d | **%.3f** | %d | %d |%n",
          count,
          threads,
          count / seconds / RATE,
          throttled(emulator),
          count - burst.registered.get());
    }
  }

  private void arrive(int count, Duration within, Consumer<Integer> register)
      throws InterruptedException {
    CountDownLatch ended = new CountDownLatch(count);
    ExecutorService callers = Executors.newCachedThreadPool();
    long began = System.nanoTime();
    for (int i = 0; i < count; i++) {
      int number = i;
      long due = began + within.toNanos() * i / count;
      TimeUnit.NANOSECONDS.sleep(due - System.nanoTime());
      callers.execute(
          () -> {
            attempt(number, register);
            ended.countDown();
          });
    }
    ended.await();
    callers.shutdown();
  }

  private void attempt(int number, Consumer<Integer> register) {
    long began = System.nanoTime();
    try {
      register.accept(number);
      registered.incrementAndGet();
      longest.accumulateAndGet(System.nanoTime() - began, Math::max);
    } catch (OverloadedException e) {
      rejected.incrementAndGet();
    } catch (RuntimeException e) {
      failed.incrementAndGet();
    }
  }

  private String row(int count, String by, IvsEmulator emulator, long complete) {
    long resources =
        emulator.resources().stream()
            .filter(resource -> !resource.type().equals("stream-key"))
            .count();
    return String.format(
        Locale.ROOT,
        "| %d | %s | **%d** | %d | %d | %d | %d | %.1f |%n",
        count,
        by,
        registered.get(),
        rejected.get(),
        failed.get(),
        resources - CREATES * complete,
        throttled(emulator),
        longest.get() / 1e9);
  }

  private static long throttled(IvsEmulator emulator) {
    return emulator.requests().stream().filter(request -> request.status() == THROTTLED).count();
  }
}
