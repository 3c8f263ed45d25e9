package io.streamcat.emulator;

import static org.assertj.core.api.Assertions.assertThat;

import io.streamcat.emulator.ApiClient.Answer;
import io.streamcat.emulator.internal.model.Service;
import io.streamcat.testing.Guarantee;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.Semaphore;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Tests of the state file after a killed process. */
@Guarantee("EMU-03")
class ProcessKillIT {
  private static final int KILLS = Integer.getInteger("streamcat.state.kills", 4);
  private static final int CLIENTS = 4;

  @AutoClose private final StandaloneJar jar = new StandaloneJar();
  @TempDir private Path directory;

  /** A client with its answered calls. */
  private static final class Client implements Callable<Void> {
    final Map<String, Map<String, String>> existing = new HashMap<>();
    final Set<String> deleted = new HashSet<>();
    private final Random random;
    private final Semaphore answers;
    private ApiClient aws;

    /** The resource of the unanswered call, which may or may not exist. */
    private String open = "";

    Client(long seed, Semaphore answers) {
      this.random = new Random(seed);
      this.answers = answers;
    }

    /** Calls the emulator until it is gone. */
    @Override
    public Void call() {
      try {
        while (true) {
          callOnce(random.nextInt(10));
          open = "";
          answers.release();
        }
      } catch (UncheckedIOException e) {
        existing.remove(open);
        deleted.remove(open);
        return null;
      }
    }

    private void callOnce(int choice) {
      if (existing.isEmpty() || choice < 5) {
        Answer answer = aws.call("CreateRoom", Map.of("tags", Map.of("first", "1")));
        existing.put(answer.text("arn"), Map.of("first", "1"));
        return;
      }
      open = existing.keySet().stream().skip(random.nextInt(existing.size())).findFirst().get();
      if (choice < 8) {
        Map<String, String> tags = new HashMap<>(existing.get(open));
        tags.put("k" + random.nextInt(5), String.valueOf(random.nextInt()));
        assertThat(aws.tag(Service.CHAT, open, tags).status()).isEqualTo(200);
        existing.put(open, tags);
      } else {
        assertThat(aws.call("DeleteRoom", Map.of("identifier", open)).status()).isEqualTo(204);
        existing.remove(open);
        deleted.add(open);
      }
    }

    void check() {
      existing.forEach(
          (arn, tags) ->
              assertThat(aws.listTags(Service.CHAT, arn).at("tags")).as(arn).isEqualTo(tags));
      assertThat(deleted)
          .allSatisfy(
              arn -> assertThat(aws.listTags(Service.CHAT, arn).status()).as(arn).isEqualTo(404));
    }
  }

  @Test
  void jar_killedUnderLoad_losesNoAnsweredCall() throws Exception {
    long seed = new Random().nextLong();
    System.out.println("ProcessKillIT: " + KILLS + " kills, seed " + seed);
    Random random = new Random(seed);
    Semaphore answers = new Semaphore(0);
    List<Client> clients = new ArrayList<>();
    for (int i = 0; i < CLIENTS; i++) {
      clients.add(new Client(random.nextLong(), answers));
    }
    String file = directory.resolve("state").toString();

    for (int kill = 0; kill <= KILLS; kill++) {
      Process process = jar.run("--port", "0", "--state", file);
      ApiClient aws = new ApiClient(StandaloneJar.listening(process));
      for (Client client : clients) {
        client.aws = aws;
        client.check();
      }
      loadAndKill(process, clients, answers, 100 + random.nextInt(500));
    }
  }

  private static void loadAndKill(
      Process process, List<Client> clients, Semaphore answers, int after) throws Exception {
    ExecutorService threads = Executors.newFixedThreadPool(CLIENTS);
    try {
      List<Future<Void>> running = clients.stream().map(threads::submit).toList();
      answers.drainPermits();
      answers.acquire(after);
      process.destroyForcibly().waitFor();
      for (Future<Void> client : running) {
        client.get();
      }
    } finally {
      threads.shutdownNow();
    }
  }

  @Test
  void jar_fullDisk_failsCallsAndLosesNoAnsweredCall() throws Exception {
    String file = directory.resolve("state").toString();
    Process limited =
        jar.run(
            List.of("sh", "-c", "ulimit -f 100; exec \"$@\"", "sh"),
            "--port",
            "0",
            "--state",
            file);
    ApiClient aws = new ApiClient(StandaloneJar.listening(limited));
    List<String> answered = new ArrayList<>();
    Answer answer = aws.call("CreateRoom");
    for (int i = 0; answer.status() == 200; i++) {
      assertThat(i).isLessThan(1_000);
      answered.add(answer.text("arn"));
      answer = aws.call("CreateRoom");
    }
    assertThat(answer.error()).isEqualTo("InternalServerException");
    assertThat(aws.call("GetRoom", Map.of("identifier", answered.get(0))).status()).isEqualTo(200);
    limited.destroyForcibly().waitFor();

    ApiClient next =
        new ApiClient(StandaloneJar.listening(jar.run("--port", "0", "--state", file)));

    assertThat(answered)
        .allSatisfy(
            arn ->
                assertThat(next.call("GetRoom", Map.of("identifier", arn)).status())
                    .isEqualTo(200));
  }

  @Test
  void jar_invalidStateFile_failsWithMessage() throws Exception {
    Path file = directory.resolve("state");
    Files.writeString(file, "{}\n");

    Process process = jar.run("--port", "0", "--state", file.toString());

    assertThat(process.waitFor()).isEqualTo(1);
    assertThat(StandaloneJar.errors(process))
        .contains("The state file " + file + " is not a state file of the emulator");
    assertThat(file).hasContent("{}\n");
  }
}
