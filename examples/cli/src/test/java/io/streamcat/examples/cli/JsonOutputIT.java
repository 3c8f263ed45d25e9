package io.streamcat.examples.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.streamcat.emulator.FaultRule;
import io.streamcat.examples.cli.Program.Run;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** Tests of the data streams: documented JSON on standard output, the log on standard error. */
class JsonOutputIT extends CommandLine {

  /** The fields of each object about a user, in their order. */
  static final List<String> USER =
      List.of(
          "v",
          "outcome",
          "username",
          "state",
          "userId",
          "channelArn",
          "ingestEndpoint",
          "playbackUrl",
          "chatRoomArn",
          "stageArn",
          "createdAt",
          "updatedAt",
          "suspensionReason",
          "suspendedUntil",
          "leaseUntil",
          "pending",
          "nextAttempt",
          "problem",
          "reason");

  private static Stream<Map<String, Object>> objects(Run run) {
    assertThat(run.out()).as(run::all).isNotEmpty();
    return run.out().stream().map(Json::object);
  }

  @Test
  void json_everyCommand_hasDocumentedFieldsInStableOrder() throws Exception {
    migrated();
    emulator.faults().add(FaultRule.error("CreateStage", "PendingVerification").times(2));
    List<Run> users = new ArrayList<>();
    users.add(provision(signUps("todd", "x"), "--failure-policy", "RESUME", "--json"));
    users.add(provision(signUps("ada"), "--failure-policy", "RESUME", "--json"));
    users.add(cli.run("list", "--json"));
    users.add(cli.run("show", "todd", "--json"));
    users.add(run("recover", "--json"));
    users.add(provision(signUps("grace"), "--json"));
    users.add(provision(signUps("bob"), "--no-wait", "--json"));
    users.add(run("rotate-key", "grace", "--json"));
    users.add(run("suspend", "grace", "--reason", "spam", "--json"));
    users.add(run("reinstate", "grace", "--json"));
    users.add(cli.run("deprovision", "grace", "--dry-run", "--json"));
    users.add(run("deprovision", "grace", "--yes", "--json"));
    postgres.execute(database, "DELETE FROM streamcat_user WHERE username = 'todd'");
    List<Run> others =
        List.of(
            run("reconcile", "--json"),
            cli.run("migrate", "--json"),
            run("doctor", "--json"),
            run("backlog", "--json"));

    assertThat(users)
        .allSatisfy(
            run ->
                assertThat(objects(run))
                    .allSatisfy(
                        object -> assertThat(object.keySet()).containsExactlyElementsOf(USER)));
    String page = Files.readString(Path.of("../../docs/reference/cli.md"));
    Set<String> fields = new LinkedHashSet<>(USER);
    others.forEach(run -> objects(run).forEach(object -> fields.addAll(object.keySet())));
    Stream.concat(users.stream(), others.stream())
        .flatMap(JsonOutputIT::objects)
        .map(object -> object.get("outcome"))
        .filter(outcome -> outcome != null)
        .forEach(outcome -> fields.add((String) outcome));
    fields.remove("v");
    assertThat(fields).allSatisfy(field -> assertThat(page).contains("`" + field + "`"));
    assertThat(others)
        .allSatisfy(
            run ->
                assertThat(objects(run))
                    .allSatisfy(object -> assertThat(object.keySet()).startsWith("v")));
  }

  @Test
  void list_filters_selectUsers() {
    migrated();
    emulator.faults().add(FaultRule.error("CreateStage", "PendingVerification").times(1));
    provision(signUps("todd"), "--failure-policy", "RESUME");
    provision(signUps("ada"));

    assertThat(cli.run("list", "--state", "active").out())
        .singleElement()
        .asString()
        .contains("ada");
    assertThat(cli.run("list", "--state", "QUEUED,DEPROVISIONING").out())
        .singleElement()
        .asString()
        .contains("todd");
    assertThat(cli.run("list", "--problem").out())
        .singleElement()
        .asString()
        .contains("todd", "PendingVerification");
  }

  @Test
  void logLevel_debug_isLoggedOnStandardError() {
    migrated();

    Run quiet = cli.runPackaged("", with(new String[0], "recover"));
    Run debug = cli.runPackaged("", with(new String[] {"--log-level", "debug"}, "recover"));

    assertThat(quiet.status()).isZero();
    assertThat(quiet.err()).isEmpty();
    assertThat(debug.err()).anyMatch(line -> line.contains("DEBUG"));
    assertThat(debug.out()).isEqualTo(quiet.out());
  }
}
