package io.streamcat.examples.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.streamcat.emulator.EmulatedResource;
import io.streamcat.examples.cli.Program.Run;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/** Tests of the commands for users. */
class CliIT extends CommandLine {

  @Test
  void provision_runTwice_skipsCompleteUsers() {
    migrated();

    Run first = provisionPackaged(signUps("todd", "ada"));
    Run second = provision(signUps("todd", "ada", "grace").replace("todd,", "TODD,different "));

    assertThat(first.status()).isZero();
    assertThat(first.err()).isEmpty();
    assertThat(first.out().subList(0, 2)).containsExactly("provisioned  todd", "provisioned  ada");
    assertThat(first.out().get(2)).matches("2 provisioned, \\d+\\.\\d s");
    assertThat(second.status()).isZero();
    assertThat(second.out().subList(0, 3))
        .containsExactly("complete     TODD", "complete     ada", "provisioned  grace");
    assertThat(existing()).isEqualTo(ofEach(3));
    assertThat(emulator.requests().stream().filter(r -> r.operation().startsWith("Create")))
        .hasSize(9);
  }

  @Test
  void provision_json_printsOneObjectPerLineWithSameKeys() {
    migrated();

    Run run = provision(signUps("todd", "x") + "bob\n", "--json");

    assertThat(run.status()).isEqualTo(Main.FAILED);
    assertThat(run.out()).hasSize(3);
    Map<String, Object> todd = Json.object(run.out().get(0));
    assertThat(todd.keySet()).containsExactlyElementsOf(JsonOutputIT.USER);
    assertThat(todd)
        .containsEntry("v", 1L)
        .containsEntry("username", "todd")
        .containsEntry("state", "ACTIVE")
        .containsEntry("pending", List.of())
        .containsEntry("outcome", "provisioned");
    assertThat(emulator.resources())
        .extracting(EmulatedResource::arn)
        .contains((String) todd.get("channelArn"), (String) todd.get("stageArn"));
    Map<String, Object> x = Json.object(run.out().get(1));
    assertThat(x.keySet()).containsExactlyElementsOf(todd.keySet());
    assertThat(x)
        .containsEntry("outcome", "failed")
        .containsEntry("state", null)
        .containsEntry("stageArn", null);
    assertThat((String) x.get("reason")).contains("has 1 character");
    assertThat(Json.object(run.out().get(2))).containsEntry("username", null);
    assertThat(run.err().get(2)).matches("1 provisioned, 2 failed, \\d+\\.\\d s");
  }

  @Test
  void provision_invalidLines_areReportedAndSkipped() {
    migrated();

    Run run =
        provision(
            "username,password\n"
                + signUps("todd", "x")
                + "ada,password1\nbob;"
                + PASSWORD
                + "\n"
                + signUps("Todd", "grace"));

    assertThat(run.status()).isEqualTo(Main.FAILED);
    assertThat(run.err())
        .satisfiesExactly(
            line -> assertThat(line).startsWith("line 3: username: has 1 character"),
            line -> assertThat(line).startsWith("line 4: password: is among the commonly used"),
            line -> assertThat(line).startsWith("line 5: ").contains("has 1 column"),
            line -> assertThat(line).startsWith("line 6: username: repeats that of line 2"));
    assertThat(run.out()).contains("provisioned  todd", "provisioned  grace");
    assertThat(run.out().get(6)).startsWith("2 provisioned, 4 failed, ");
    assertThat(run.all()).doesNotContain(PASSWORD, "password1");
    assertThat(existing()).isEqualTo(ofEach(2));
  }

  @Test
  void provision_verbose_printsEveryStep() {
    migrated();

    Run run = provision(signUps("todd"), "--verbose");

    assertThat(run.err()).hasSize(10);
    assertThat(run.err())
        .anyMatch(line -> line.matches("CREATING CHAT_ROOM \\S+ -"))
        .anyMatch(line -> line.matches("ATTACHED STAGE \\S+ arn:aws:ivs:us-east-1:\\S+"));
    assertThat(run.err().get(9)).startsWith("COMPLETED - ");
  }

  @Test
  void list_manyUsers_printsAllWithoutAws() {
    migrated();
    provision(signUps("todd", "ada"));
    emulator.close();

    Run text = cli.run("list");
    Run json = cli.run("--json", "list");

    assertThat(text.status()).isZero();
    assertThat(text.out()).hasSize(2).allMatch(line -> line.matches("ACTIVE {10}(todd|ada) +\\S+"));
    assertThat(json.out())
        .extracting(line -> Json.object(line).get("username"))
        .containsExactlyInAnyOrder("todd", "ada");
  }

  @Test
  void show_withoutOption_masksStreamKey() {
    migrated();
    provision(signUps("todd"));

    Run plain = cli.run("show", "todd");
    Run keys = run("show", "TODD", "--show-stream-keys");
    Run json = run("show", "todd", "--show-stream-keys", "--json");
    String id = (String) Json.object(json.out().get(0)).get("userId");

    assertThat(plain.status()).isZero();
    assertThat(plain.out().get(0)).isEqualTo("todd");
    assertThat(plain.all()).doesNotContain("sk_us").contains("rtmps://", "wss://", "ACTIVE", id);
    assertThat(keys.all()).containsPattern("stream key +" + STREAM_KEY);
    assertThat((String) Json.object(json.out().get(0)).get("streamKey")).matches(STREAM_KEY);
    assertThat(cli.run("show", id).out()).isEqualTo(plain.out());
  }

  @Test
  void show_emulator_printsItsAddressForChatClients() {
    migrated();
    provision(signUps("todd"));
    Program configured = program(Map.of("STREAMCAT_ENDPOINT", emulator.endpoint().toString()));

    String ofEmulator = chatMessaging(configured);
    String ofAws = chatMessaging(cli);
    String expected = emulator.chatEndpoint().toString();
    emulator.close();

    assertThat(ofEmulator).isEqualTo(expected);
    assertThat(ofAws).isEqualTo("wss://edge.ivschat.us-east-1.amazonaws.com");
    assertThat(chatMessaging(configured)).isEqualTo(ofAws);
  }

  private static String chatMessaging(Program program) {
    Run run = program.run("show", "todd");
    assertThat(run.status()).as(run::all).isZero();
    String label = "  chat messaging";
    return run.out().stream()
        .filter(line -> line.startsWith(label))
        .map(line -> line.substring(label.length()).strip())
        .collect(Collectors.joining());
  }

  @Test
  void show_storedStreamKey_isMasked() {
    String key = "k1:" + Base64.getEncoder().encodeToString(new byte[32]);
    cli = program(Map.of("STREAMCAT_ENCRYPTION_KEY", key));
    migrated();
    provision(signUps("todd"));
    emulator.reset();

    assertThat(cli.run("show", "todd").all()).contains("sk_us-east-1_****");
    assertThat(cli.run("show", "todd", "--show-stream-keys").all())
        .containsPattern("stream key +" + STREAM_KEY);
    assertThat(postgres.query(database, "SELECT stream_key FROM streamcat_channel").get(0).values())
        .doesNotContainNull()
        .noneMatch(stored -> stored.contains("sk_"));
  }

  @Test
  void show_unknownUser_isReportedInOneLine() {
    migrated();

    Run run = cli.run("show", "nobody");

    assertThat(run.status()).isEqualTo(Main.FAILED);
    assertThat(run.err()).containsExactly("user 'nobody' is not known");
  }

  @Test
  void rotateKey_withoutOption_masksNewKey() {
    migrated();
    provision(signUps("todd"));
    String before = storedKeyArn();

    Run masked = run("rotate-key", "TODD");
    Run shown = run("rotate-key", "todd", "--show-stream-keys");
    Run json = run("rotate-key", "todd", "--json");
    Run jsonWithKey = run("rotate-key", "todd", "--json", "--show-stream-keys");
    Run show = run("show", "todd", "--show-stream-keys", "--json");

    assertThat(masked.status()).isZero();
    assertThat(masked.err()).isEmpty();
    assertThat(masked.out())
        .satisfiesExactly(
            line -> assertThat(line).isEqualTo("todd"),
            line -> assertThat(line).matches("  stream key +sk_us-east-1_\\*{4}"));
    assertThat(shown.all()).containsPattern("stream key +" + STREAM_KEY);
    assertThat(json.all()).doesNotContain("sk_us");
    assertThat(Json.object(json.out().get(0))).containsEntry("state", "ACTIVE");
    assertThat((String) Json.object(jsonWithKey.out().get(0)).get("streamKey"))
        .matches(STREAM_KEY)
        .isEqualTo(Json.object(show.out().get(0)).get("streamKey"));
    assertThat(storedKeyArn()).isNotEqualTo(before);
    assertThat(existingKeys()).containsExactly(storedKeyArn());
  }

  @Test
  void rotateKey_liveChannel_isRejectedWithoutStopLive() {
    migrated();
    provision(signUps("todd"));
    String before = storedKeyArn();
    String channel = emulator.resources().get(0).arn();
    emulator.startStream(channel);

    Run refused = run("rotate-key", "todd");
    List<String> keysAfterRefusal = existingKeys();
    Run stopped = run("rotate-key", "todd", "--stop-live");

    assertThat(refused.status()).isEqualTo(Main.FAILED);
    assertThat(refused.out()).isEmpty();
    assertThat(refused.err()).singleElement().asString().contains("is live", "--stop-live");
    assertThat(keysAfterRefusal).containsExactly(before);
    assertThat(stopped.status()).isZero();
    assertThat(existingKeys()).containsExactly(storedKeyArn()).doesNotContain(before);
    assertThat(emulator.requests()).extracting(r -> r.operation()).contains("StopStream");
  }

  @Test
  void deprovision_manyUsers_leavesNoTrace() {
    migrated();
    provision(signUps("todd", "ada", "grace"));

    Run run = run("deprovision", "--yes", "todd", "Ada", "nobody");
    Run again = run("deprovision", "--yes", "todd", "Ada");

    assertThat(run.status()).isZero();
    assertThat(run.out().subList(0, 3))
        .containsExactly("removed      todd", "removed      Ada", "absent       nobody");
    assertThat(run.err()).isEmpty();
    assertThat(again.status()).isZero();
    assertThat(again.out().subList(0, 2)).containsExactly("absent       todd", "absent       Ada");
    assertThat(existing()).isEqualTo(ofEach(1));
    assertThat(postgres.query(database, "SELECT username FROM streamcat_user"))
        .containsExactly(Map.of("username", "grace"));
  }

  @Test
  void version_flag_printsProjectVersion() {
    assertThat(cli.runPackaged("", "--version").out().get(0))
        .matches("streamcat-cli \\d+\\.\\d+.*");
  }

  @Test
  void unreachableEndpoint_anyCommand_isReportedOnce() {
    migrated();
    emulator.close();

    Run run = provision(signUps("todd", "ada"));

    assertThat(run.status()).isEqualTo(Main.FAILED);
    assertThat(run.err()).singleElement().asString().startsWith("no answer from http://");
    assertThat(postgres.query(database, "SELECT user_id FROM streamcat_user")).isEmpty();
  }
}
