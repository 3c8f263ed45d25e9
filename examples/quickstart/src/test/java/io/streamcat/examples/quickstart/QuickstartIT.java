package io.streamcat.examples.quickstart;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import io.streamcat.emulator.EmulatedResource;
import io.streamcat.emulator.FaultRule;
import io.streamcat.emulator.IvsEmulator;
import io.streamcat.examples.quickstart.Program.Run;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class QuickstartIT {

  private static final String PASSWORD = "correct horse battery staple";
  private static final String SUMMARY = "%d registered, %d failed, \\d+\\.\\d s\\R";

  private final IvsEmulator emulator = IvsEmulator.start();
  private @TempDir Path directory;

  @AfterEach
  void stopEmulator() {
    emulator.close();
  }

  @Test
  void version_flag_printsProjectVersion() throws Exception {
    Run run = new Program(directory).runPackaged("--version");

    assertThat(run.status()).isZero();
    assertThat(run.out()).matches("streamcat-quickstart \\d+\\.\\d+.*\\R");
  }

  @Test
  void sampleFile_default_isRegisteredInEmbeddedEmulator() throws Exception {
    Path signUps = Path.of(System.getProperty("quickstart.signups"));

    Run run = new Program(directory).runPackaged("--users", signUps.toString());

    assertThat(run.status()).isZero();
    assertThat(run.err()).isEmpty();
    assertThat(run.lines()).containsSubsequence("todd", "ada", "grace.h", "linus_01", "margaret-h");
    assertThat(run.out())
        .contains("rtmps://", ".m3u8", "arn:aws:ivschat:us-east-1:", "sk_us-east-1_****")
        .containsPattern("chat messaging +ws://127\\.0\\.0\\.1:\\d+\\R")
        .containsPattern(SUMMARY.formatted(6, 0));
    assertThat(Files.readAllLines(signUps).stream().filter(line -> !line.startsWith("#")))
        .map(line -> line.substring(line.indexOf(',') + 1).replace("\"", ""))
        .allSatisfy(password -> assertThat(run.out()).doesNotContain(password));
  }

  @Test
  void name_withoutPassword_getsGeneratedPassword() throws Exception {
    Run run = Program.run("--region", "eu-west-1", "todd");

    assertThat(run.status()).isZero();
    assertThat(run.out())
        .containsPattern("generated password +\\S{20}\\R")
        .contains("arn:aws:ivs:eu-west-1:");
    assertThat(run.err()).isEmpty();
  }

  @Test
  void showStreamKeys_flag_printsKeys() throws Exception {
    Run run = Program.run("--show-stream-keys", "todd");

    assertThat(run.out()).containsPattern("stream key +sk_us-east-1_\\w+\\R").doesNotContain("***");
  }

  @Test
  void json_flag_printsOneObjectPerLineWithSameKeys() throws Exception {
    Run run =
        Program.runWithInput(
            "todd," + PASSWORD + "\nzo\u00eb," + PASSWORD + "\n",
            "--endpoint",
            emulator.endpoint().toString(),
            "--json",
            "--users",
            "-",
            "ada");

    assertThat(run.status()).isEqualTo(Main.FAILED);
    assertThat(run.lines()).hasSize(3);
    Map<String, String> todd = object(run.lines().get(0));
    assertThat(todd.keySet())
        .containsExactly(
            "username",
            "state",
            "userId",
            "channelArn",
            "ingestEndpoint",
            "playbackUrl",
            "chatRoomArn",
            "stageArn");
    assertThat(todd).containsEntry("username", "todd").containsEntry("state", "ACTIVE");
    assertThat(emulator.resources())
        .extracting(EmulatedResource::arn)
        .contains(todd.get("channelArn"), todd.get("chatRoomArn"), todd.get("stageArn"));
    Map<String, String> zoe = object(run.lines().get(1));
    assertThat(zoe.keySet()).containsExactlyElementsOf(todd.keySet());
    assertThat(zoe).containsEntry("username", "zo\u00eb").containsEntry("state", "FAILED");
    assertThat(zoe.values().stream().skip(2)).containsOnlyNulls();
    assertThat(object(run.lines().get(2))).containsEntry("username", "ada");
    assertThat(run.err())
        .contains("line 2: username: ")
        .containsPattern("ada: generated password \\S{20}\\R")
        .containsPattern(SUMMARY.formatted(2, 1))
        .doesNotContain(PASSWORD);
  }

  @Test
  void invalidLines_amongValidOnes_areReportedAndSkipped() throws Exception {
    Path signUps =
        Files.writeString(
            directory.resolve("signups.csv"),
            String.join(
                "\r\n",
                "\uFEFFusername,password",
                "todd," + PASSWORD,
                "x," + PASSWORD,
                "ada,password1",
                "# a comment",
                "bob;" + PASSWORD,
                "Todd," + PASSWORD,
                "grace," + PASSWORD));

    Run run =
        Program.run("--endpoint", emulator.endpoint().toString(), "--users", signUps.toString());

    assertThat(run.status()).isEqualTo(Main.FAILED);
    assertThat(run.err().lines())
        .satisfiesExactly(
            line -> assertThat(line).startsWith("line 3: username: has 1 character"),
            line -> assertThat(line).startsWith("line 4: password: is among the commonly used"),
            line -> assertThat(line).startsWith("line 6: has 1 column"),
            line -> assertThat(line).isEqualTo("line 7: username 'Todd' is taken"));
    assertThat(run.lines()).contains("todd", "grace");
    assertThat(run.out()).containsPattern(SUMMARY.formatted(2, 4));
    assertThat(run.out() + run.err()).doesNotContain(PASSWORD, "password1");
    assertThat(existing())
        .isEqualTo(Map.of("channel", 2L, "stream-key", 2L, "room", 2L, "stage", 2L));
  }

  @Test
  void manyUsers_file_areRegisteredInOrder() throws Exception {
    List<String> names = IntStream.range(0, 40).mapToObj(i -> "user-" + i).toList();

    Run run = Program.run(names.toArray(String[]::new));

    assertThat(run.status()).isZero();
    assertThat(run.lines().stream().filter(names::contains)).containsExactlyElementsOf(names);
    assertThat(run.out()).doesNotContain("\r");
  }

  @Test
  void lostResponses_duringRegistration_doNotShow() throws Exception {
    emulator.faults().add(FaultRule.responseLost("CreateChannel"));
    emulator.faults().add(FaultRule.responseLost("CreateStage"));

    Run run =
        new Program(directory)
            .runPackaged("--endpoint", emulator.endpoint().toString(), "todd", "ada");

    assertThat(run.status()).isZero();
    assertThat(run.err()).isEmpty();
    assertThat(existing())
        .isEqualTo(Map.of("channel", 2L, "stream-key", 2L, "room", 2L, "stage", 2L));
  }

  @Test
  void rejectedCreate_duringRegistration_leavesNoResources() throws Exception {
    emulator.faults().add(FaultRule.error("CreateRoom", "PendingVerification"));

    Run run = Program.run("--endpoint", emulator.endpoint().toString(), "todd", "ada");

    assertThat(run.status()).isEqualTo(Main.FAILED);
    assertThat(run.err()).contains("PendingVerification").hasLineCount(1);
    assertThat(run.out()).containsPattern(SUMMARY.formatted(1, 1));
    assertThat(existing())
        .isEqualTo(Map.of("channel", 1L, "stream-key", 1L, "room", 1L, "stage", 1L));
  }

  @Test
  void failedRollback_atFirst_isRepairedByRecovery() throws Exception {
    emulator.faults().add(FaultRule.error("CreateStage", "PendingVerification"));
    emulator.faults().add(FaultRule.error("DeleteChannel", "AccessDeniedException"));

    Run run = Program.run("--endpoint", emulator.endpoint().toString(), "todd");

    assertThat(run.status()).isEqualTo(Main.FAILED);
    assertThat(run.err()).doesNotContain("not removed: ");
    assertThat(emulator.resources()).isEmpty();
    assertThat(emulator.faults().rules()).isEmpty();
  }

  @Test
  void failedRollback_always_isReported() throws Exception {
    emulator.faults().add(FaultRule.error("CreateStage", "PendingVerification"));
    emulator.faults().add(FaultRule.error("DeleteChannel", "AccessDeniedException").times(0));

    Run run = Program.run("--endpoint", emulator.endpoint().toString(), "todd");

    assertThat(run.status()).isEqualTo(Main.FAILED);
    assertThat(existing()).isEqualTo(Map.of("channel", 1L, "stream-key", 1L));
    assertThat(run.err().lines())
        .filteredOn(line -> line.startsWith("not removed: "))
        .singleElement()
        .asString()
        .contains(emulator.resources().get(0).arn());
  }

  @Test
  void unreachableEndpoint_manyUsers_failsAllAtOnce() throws Exception {
    AtomicInteger connections = new AtomicInteger();
    try (ServerSocket mute = new ServerSocket(0, 50, InetAddress.getLoopbackAddress())) {
      new Thread(() -> hangUp(mute, connections)).start();
      String endpoint = "http://127.0.0.1:" + mute.getLocalPort();
      String[] args = IntStream.range(0, 100).mapToObj(i -> "user-" + i).toArray(String[]::new);
      args[0] = "--endpoint=" + endpoint;

      Run run = Program.run(args);

      assertThat(run.status()).isEqualTo(Main.FAILED);
      assertThat(run.err().lines())
          .hasSize(99)
          .allMatch(line -> line.contains("no answer from " + endpoint + " ("));
      assertThat(run.out()).containsPattern(SUMMARY.formatted(0, 99));
    }
    // The JDK sends a second request when the first gets no answer; no later request may follow.
    assertThat(connections).satisfies(count -> assertThat(count.get()).isBetween(1, 2));
  }

  @Test
  void incorrectUsage_unknownOption_exitsWith2() throws Exception {
    Run run = Program.run("--no-such-option");

    assertThat(run.status()).isEqualTo(Main.BAD_USAGE);
    assertThat(run.err()).contains("--no-such-option");
    assertThat(run.out()).isEmpty();
  }

  private Map<String, Long> existing() {
    return emulator.resources().stream()
        .collect(Collectors.groupingBy(EmulatedResource::type, Collectors.counting()));
  }

  private static void hangUp(ServerSocket server, AtomicInteger connections) {
    try {
      while (true) {
        server.accept().close();
        connections.incrementAndGet();
      }
    } catch (IOException e) {
      // The server is closed.
    }
  }

  private static Map<String, String> object(String line) throws IOException {
    Map<String, String> values = new LinkedHashMap<>();
    try (JsonParser json = new JsonFactory().createParser(line)) {
      assertThat(json.nextToken()).isEqualTo(JsonToken.START_OBJECT);
      for (String key = json.nextFieldName(); key != null; key = json.nextFieldName()) {
        values.put(key, json.nextTextValue());
      }
      assertThat(json.nextToken()).isNull();
    }
    return values;
  }
}
