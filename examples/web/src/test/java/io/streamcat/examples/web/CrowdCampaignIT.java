package io.streamcat.examples.web;

import static io.streamcat.examples.web.Visitor.PASSWORD;
import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Supplier;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;

/**
 * Measures the site in 256 MB of heap: 200 visitors look at pages, which ask for news every three
 * seconds, and 50 users log in at the same time.
 */
@EnabledIfSystemProperty(named = "streamcat.campaign", matches = "true")
class CrowdCampaignIT {

  private static final int VISITORS = 200;
  private static final int USERS = 50;
  private static final int PAGES = 10;
  private static final int ATTEMPTS = 20;
  private static final Duration PAUSE = Duration.ofSeconds(3);
  private static final Pattern VALUE = Pattern.compile("\"value\":([0-9.E]+)");

  private final Queue<Long> pageMillis = new ConcurrentLinkedQueue<>();
  private final Queue<Long> loginMillis = new ConcurrentLinkedQueue<>();
  private final AtomicInteger retries = new AtomicInteger();
  private final Queue<String> problems = new ConcurrentLinkedQueue<>();

  @Test
  @Timeout(value = 15, unit = TimeUnit.MINUTES)
  void site_manyVisitorsAndLogins_answersWithoutError() throws Exception {
    ExecutorService threads = Executors.newCachedThreadPool();
    try (SiteProcess site =
        new SiteProcess(
            List.of("-Xmx256m", "-XX:+ExitOnOutOfMemoryError"),
            "--site.registration.per-address-and-hour=1000")) {
      int port = site.port();
      Visitor first = new Visitor(port);
      first.register("crowd-0");
      first.submit(first.get("/dashboard"), "/dashboard/rehearsal/start", Map.of());
      for (int i = 1; i < USERS; i++) {
        new Visitor(port).register("crowd-" + i);
      }

      long begin = System.nanoTime();
      List<CompletableFuture<?>> work = new ArrayList<>();
      for (int i = 0; i < VISITORS; i++) {
        int number = i;
        work.add(CompletableFuture.runAsync(() -> look(port, number), threads));
      }
      TimeUnit.SECONDS.sleep(PAUSE.toSeconds());
      List<Visitor> users = IntStream.range(0, USERS).mapToObj(i -> new Visitor(port)).toList();
      List<Page> forms = users.stream().map(user -> user.get("/login")).toList();
      for (int i = 0; i < USERS; i++) {
        int number = i;
        work.add(
            CompletableFuture.runAsync(
                () -> logIn(users.get(number), forms.get(number), "crowd-" + number), threads));
      }
      CompletableFuture.allOf(work.toArray(CompletableFuture[]::new)).get();
      long seconds = Duration.ofNanos(System.nanoTime() - begin).toSeconds();

      Visitor actuator = new Visitor(site.managementPort());
      System.out.printf(
          "%d visitors, %d log-ins at once, -Xmx256m: %d pages in %d s, median %d ms, 99 %% within"
              + " %d ms; log-ins within %d ms, %d of them repeated; heap used %d MB of %d MB%n",
          VISITORS,
          USERS,
          pageMillis.size(),
          seconds,
          quantile(pageMillis, 0.5),
          quantile(pageMillis, 0.99),
          quantile(loginMillis, 1),
          retries.get(),
          megabytes(actuator, "jvm.memory.used"),
          megabytes(actuator, "jvm.memory.max"));
      assertThat(problems).isEmpty();
      assertThat(site.stop()).doesNotContain("OutOfMemoryError", " ERROR ");
    } finally {
      threads.shutdownNow();
    }
  }

  private void look(int port, int number) {
    Visitor visitor = new Visitor(port);
    String path = number % 2 == 0 ? "/" : "/channel/crowd-" + number % USERS;
    try {
      // Visitors do not arrive in step.
      TimeUnit.MILLISECONDS.sleep(number * PAUSE.toMillis() / VISITORS);
      note(pageMillis, path, 200, () -> visitor.get(path));
      for (int i = 0; i < PAGES; i++) {
        TimeUnit.MILLISECONDS.sleep(PAUSE.toMillis());
        note(pageMillis, path, 200, () -> visitor.update(path));
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  /**
   * Logs in, and tries again when the site asks for it, as it does if hashes would wait too long.
   */
  private void logIn(Visitor user, Page form, String name) {
    try {
      for (int attempt = 1; ; attempt++) {
        long begin = System.nanoTime();
        Page page = user.submit(form, "/login", Visitor.credentials(name, PASSWORD));
        loginMillis.add(Duration.ofNanos(System.nanoTime() - begin).toMillis());
        if (page.status() == 503 && attempt < ATTEMPTS) {
          retries.incrementAndGet();
          TimeUnit.SECONDS.sleep(Long.parseLong(page.header("Retry-After")));
        } else {
          if (page.status() != 302) {
            problems.add("login: " + page.status());
          }
          break;
        }
      }
      note(pageMillis, "/dashboard", 200, () -> user.get("/dashboard"));
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    } catch (RuntimeException e) {
      problems.add("login: " + e);
    }
  }

  private void note(Queue<Long> times, String what, int expected, Supplier<Page> request) {
    long begin = System.nanoTime();
    try {
      Page page = request.get();
      if (page.status() != expected) {
        problems.add(what + ": " + page.status());
      }
    } catch (RuntimeException e) {
      problems.add(what + ": " + e);
    }
    times.add(Duration.ofNanos(System.nanoTime() - begin).toMillis());
  }

  private static long quantile(Queue<Long> times, double part) {
    List<Long> sorted = times.stream().sorted().toList();
    return sorted.get((int) Math.round(part * (sorted.size() - 1)));
  }

  private static long megabytes(Visitor actuator, String metric) {
    Matcher value =
        VALUE.matcher(actuator.get("/actuator/metrics/" + metric + "?tag=area:heap").body());
    assertThat(value.find()).as(metric).isTrue();
    return (long) (Double.parseDouble(value.group(1)) / 1024 / 1024);
  }
}
