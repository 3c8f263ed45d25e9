package io.streamcat.emulator;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.streamcat.testing.Guarantee;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Tests of the memory and the state file of the program after many requests. */
@Guarantee("EMU-08")
class MemoryIT {
  private static final int REQUESTS = Integer.getInteger("streamcat.memory.requests", 20_000);
  private static final int CLIENTS = 4;
  private static final int LIVE_KILOBYTES = 64 * 1024;
  private static final int FILE_BYTES = 64 << 20;
  private static final Pattern TOTAL = Pattern.compile("Total +[0-9]+ +([0-9]+)");

  @AutoClose private final StandaloneJar jar = new StandaloneJar();
  @TempDir private Path directory;

  @Test
  void jar_manyMixedRequests_keepsLittle() throws Exception {
    Path file = directory.resolve("state");
    Process process =
        jar.runWith(
            List.of("-Xmx96m", "-XX:+ExitOnOutOfMemoryError"),
            "--port",
            "0",
            "--state",
            file.toString());
    URI endpoint = StandaloneJar.listening(process);

    int rejected = send(endpoint, REQUESTS);

    long live = liveKilobytes(process);
    System.out.printf(
        "MemoryIT: %d requests, %d rejected, %d KB live, %d KB of state%n",
        REQUESTS, rejected, live, Files.size(file) / 1024);
    // The names that are too long; other rejected requests would leave nothing behind.
    assertThat(rejected).isLessThan(REQUESTS / 10);
    assertThat(live).isLessThan(LIVE_KILOBYTES);
    assertThat(Files.size(file)).isLessThan(FILE_BYTES);
  }

  private static int send(URI endpoint, int requests) throws Exception {
    ExecutorService threads = Executors.newFixedThreadPool(CLIENTS);
    try {
      List<Future<Integer>> clients = new ArrayList<>();
      for (int i = 0; i < CLIENTS; i++) {
        clients.add(threads.submit(new MixedRequests(endpoint, i, requests / CLIENTS)));
      }
      int rejected = 0;
      for (Future<Integer> client : clients) {
        rejected += client.get();
      }
      return rejected;
    } finally {
      threads.shutdownNow();
    }
  }

  /** Returns the size of the live objects of a process after a garbage collection. */
  private static long liveKilobytes(Process process) throws IOException {
    Process histogram =
        new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "jcmd").toString(),
                String.valueOf(process.pid()),
                "GC.class_histogram")
            .start();
    String text = new String(histogram.getInputStream().readAllBytes(), UTF_8);
    Matcher total = TOTAL.matcher(text);
    assertThat(total.find()).as(text).isTrue();
    return Long.parseLong(total.group(1)) / 1024;
  }
}
