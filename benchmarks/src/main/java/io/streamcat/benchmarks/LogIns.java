package io.streamcat.benchmarks;

import com.sun.management.ThreadMXBean;
import io.streamcat.aws.internal.CallScope;
import io.streamcat.password.PasswordHasher;
import io.streamcat.password.PasswordPolicy;
import io.streamcat.password.UserPasswords;
import io.streamcat.repository.Home;
import io.streamcat.repository.Identity;
import io.streamcat.repository.UserRecord;
import io.streamcat.repository.UserRepository;
import io.streamcat.user.UserId;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * Many parallel log-ins in processes with a small heap: with a shared hasher, which limits parallel
 * hashing, and with a hasher per log-in, which does not. Neither has a timeout.
 */
final class LogIns {

  private static final String PASSWORD = "correct horse battery staple";
  private static final List<String> HEAPS = List.of("256m", "512m", "1g");
  private static final List<Integer> LOG_INS = List.of(20, 50, 200);
  private static final double MEGABYTE = 1e6;
  private static final Duration MOST_TIME = Duration.ofMinutes(3);

  private LogIns() {}

  /**
   * Measures the log-ins.
   *
   * @param processors the number of processors that the JVM assumes
   * @return the results as a Markdown table
   */
  static String run(int processors) throws IOException, InterruptedException {
    StringBuilder text = new StringBuilder(memory());
    text.append(
        """

        | heap | parallel log-ins | limited: successful | OutOfMemoryErrors | unlimited: successful | OutOfMemoryErrors |
        |---|---|---|---|---|---|
        """);
    for (String heap : HEAPS) {
      for (int logIns : LOG_INS) {
        text.append("| ").append(heap).append(" | ").append(logIns);
        for (boolean limited : List.of(true, false)) {
          text.append(" | ").append(inProcess(processors, heap, logIns, limited));
        }
        text.append(" |\n");
      }
    }
    return text.toString();
  }

  /**
   * Returns the memory of a hash: a second pass shows the allocation per pass, the rest is the
   * memory held.
   */
  private static String memory() {
    PasswordHasher once = PasswordHasher.argon2id(19_456, 1);
    PasswordHasher twice = PasswordHasher.argon2id(19_456, 2);
    allocated(once);
    allocated(twice);
    long first = allocated(once);
    long second = allocated(twice);
    return String.format(
        Locale.ROOT,
        "A hash holds %.1f MB of heap, and allocates %.1f MB in all.%n",
        (2 * first - second) / MEGABYTE,
        second / MEGABYTE);
  }

  private static long allocated(PasswordHasher hasher) {
    ThreadMXBean threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
    long before = threads.getCurrentThreadAllocatedBytes();
    hasher.hash(PASSWORD);
    return threads.getCurrentThreadAllocatedBytes() - before;
  }

  private static String inProcess(int processors, String heap, int logIns, boolean limited)
      throws IOException, InterruptedException {
    Process process =
        new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Xmx" + heap,
                "-XX:ActiveProcessorCount=" + processors,
                "-cp",
                System.getProperty("java.class.path"),
                LogIns.class.getName(),
                Integer.toString(logIns),
                Boolean.toString(limited))
            .redirectError(ProcessBuilder.Redirect.DISCARD)
            .start();
    if (!process.waitFor(MOST_TIME.toSeconds(), TimeUnit.SECONDS)) {
      process.destroyForcibly().waitFor();
    }
    String cells = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    return cells.isEmpty() ? "none | no end" : cells;
  }

  /** Runs the log-ins in the process with a small heap: {@code LOG-INS LIMITED}. */
  public static void main(String[] args) throws InterruptedException {
    int logIns = Integer.parseInt(args[0]);
    boolean limited = Boolean.parseBoolean(args[1]);
    UserRepository users = UserRepository.inMemory();
    PasswordHasher hasher = PasswordHasher.argon2id();
    users.insert(user(hasher));
    UserPasswords shared = passwords(users, hasher);
    // The first log-in initialises what all others share.
    shared.authenticate("todd", PASSWORD);
    AtomicInteger done = new AtomicInteger();
    AtomicInteger outOfMemory = new AtomicInteger();
    CountDownLatch start = new CountDownLatch(1);
    CountDownLatch ended = new CountDownLatch(logIns);
    for (int i = 0; i < logIns; i++) {
      Thread thread =
          new Thread(
              () -> {
                try {
                  start.await();
                  UserPasswords passwords =
                      limited ? shared : passwords(users, PasswordHasher.argon2id());
                  CallScope.withDeadline(
                      Instant.now().plus(MOST_TIME),
                      () -> passwords.authenticate("todd", PASSWORD).orElseThrow());
                  done.incrementAndGet();
                } catch (OutOfMemoryError e) {
                  outOfMemory.incrementAndGet();
                } catch (InterruptedException e) {
                  Thread.currentThread().interrupt();
                } finally {
                  ended.countDown();
                }
              });
      thread.setDaemon(true);
      thread.start();
    }
    start.countDown();
    ended.await();
    System.out.print(done + " | " + outOfMemory);
  }

  private static UserPasswords passwords(UserRepository users, PasswordHasher hasher) {
    return UserPasswords.create(users, hasher, PasswordPolicy.standard(), Clock.systemUTC());
  }

  private static UserRecord user(PasswordHasher hasher) {
    return UserRecord.intended(
        "todd",
        Home.of("us-east-1", null),
        new Identity(UserId.of("todd"), "todd", hasher.hash(PASSWORD), null),
        "todd",
        Set.of(),
        null,
        "writer",
        Instant.EPOCH);
  }
}
