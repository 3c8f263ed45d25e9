package io.streamcat.examples.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.streamcat.emulator.EmulatedResource;
import io.streamcat.emulator.FaultRule;
import io.streamcat.emulator.IvsEmulator;
import io.streamcat.examples.cli.Program.Run;
import io.streamcat.examples.cli.Program.Running;
import java.io.IOException;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.time.Duration;
import java.util.Arrays;
import java.util.Base64;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Runs the packaged jar against PostgreSQL, or H2, and the emulator. */
class CliIT {

  private static final String PASSWORD = "correct horse battery staple";
  private static final String DB_PASSWORD = "dbpass-7f3a9c";
  private static final String STREAM_KEY = "sk_us-east-1_\\w+";
  private static final int MOST_RUNS = 30;

  /** Leases expire within 10 seconds. */
  private static final String[] QUICK = {
    "--verbose",
    "--operation-timeout",
    "1s",
    "--call-timeout",
    "PT0.5S",
    "--consistency-window",
    "200ms",
  };

  private static final AtomicInteger DATABASES = new AtomicInteger();

  private static @TempDir Path shared;
  private static Postgres postgres;

  private final IvsEmulator emulator = IvsEmulator.start();
  private String database;
  private Program cli;

  @BeforeAll
  static void startPostgres() {
    postgres = Postgres.start(shared);
    postgres.execute("postgres", "CREATE ROLE app LOGIN PASSWORD '" + DB_PASSWORD + "'");
  }

  @AfterAll
  static void stopPostgres() throws IOException {
    postgres.close();
  }

  @BeforeEach
  void createDatabase() {
    database = "cli_" + DATABASES.incrementAndGet();
    cli = program(Map.of("STREAMCAT_JDBC_URL", postgres.create(database)));
  }

  @AfterEach
  void stopEmulator() {
    emulator.close();
  }

  private Program program(Map<String, String> changes) {
    Map<String, String> environment = new HashMap<>();
    if (cli != null) {
      environment.putAll(cli.environment());
    }
    environment.putAll(changes);
    return new Program(environment);
  }

  private Run provision(String lines, String... args) {
    return cli.runWithInput(lines, with(args, "provision", "--users", "-"));
  }

  private String[] with(String[] args, String... command) {
    return Stream.of(command, new String[] {"--endpoint", emulator.endpoint().toString()}, args)
        .flatMap(Arrays::stream)
        .toArray(String[]::new);
  }

  private Run run(String... command) {
    return cli.run(with(new String[0], command));
  }

  private String anonymousUrl() {
    return postgres.url(database).replaceFirst("[?&]user=[^&]*", "");
  }

  private void migrated() {
    assertThat(cli.run("migrate").status()).isZero();
  }

  private static String signUps(String... names) {
    return List.of(names).stream()
        .map(name -> name + "," + PASSWORD + "\n")
        .collect(Collectors.joining());
  }

  private Map<String, Long> existing() {
    return emulator.resources().stream()
        .collect(Collectors.groupingBy(EmulatedResource::type, Collectors.counting()));
  }

  private static Map<String, Long> ofEach(long users) {
    return Map.of("channel", users, "stream-key", users, "room", users, "stage", users);
  }

  @Test
  void migrate_createsTheTablesOnce() {
    assertThat(cli.run("migrate").out()).containsExactly("scripts run: 2");
    assertThat(cli.run("migrate").out()).containsExactly("the tables are up to date");
    assertThat(cli.run("migrate", "--json").out()).containsExactly("{\"scripts\":0}");
  }

  @Test
  void provision_tellsEveryUserAndSkipsTheCompleteNextTime() {
    migrated();

    Run first = provision(signUps("todd", "ada"));
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
  void provision_json_isOneObjectALineWithTheSameKeys() {
    migrated();

    Run run = provision(signUps("todd", "x") + "bob\n", "--json");

    assertThat(run.status()).isEqualTo(Main.FAILED);
    assertThat(run.out()).hasSize(3);
    Map<String, Object> todd = Json.object(run.out().get(0));
    assertThat(todd.keySet())
        .containsExactly(
            "username",
            "state",
            "userId",
            "channelArn",
            "ingestEndpoint",
            "playbackUrl",
            "chatRoomArn",
            "stageArn",
            "outcome");
    assertThat(todd)
        .containsEntry("username", "todd")
        .containsEntry("state", "ACTIVE")
        .containsEntry("outcome", "PROVISIONED");
    assertThat(emulator.resources())
        .extracting(EmulatedResource::arn)
        .contains((String) todd.get("channelArn"), (String) todd.get("stageArn"));
    Map<String, Object> x = Json.object(run.out().get(1));
    assertThat(x.keySet()).containsExactlyElementsOf(todd.keySet());
    assertThat(x).containsEntry("state", "FAILED").containsEntry("stageArn", null);
    assertThat(Json.object(run.out().get(2))).containsEntry("username", null);
    assertThat(run.err().get(2)).matches("1 provisioned, 2 failed, \\d+\\.\\d s");
  }

  @Test
  void provision_badLines_areNamedAndDoNotStopTheOthers() {
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
            line -> assertThat(line).startsWith("line 6: username: is that of line 2 again"));
    assertThat(run.out()).contains("provisioned  todd", "provisioned  grace");
    assertThat(run.out().get(6)).startsWith("2 provisioned, 4 failed, ");
    assertThat(run.all()).doesNotContain(PASSWORD, "password1");
    assertThat(existing()).isEqualTo(ofEach(2));
  }

  @Test
  void provision_verbose_tellsEveryStep() {
    migrated();

    Run run = provision(signUps("todd"), "--verbose");

    assertThat(run.err()).hasSize(11);
    assertThat(run.err().get(0)).matches("INTENDED - \\S{30,} -");
    assertThat(run.err())
        .anyMatch(line -> line.matches("CREATING CHAT_ROOM \\S+ -"))
        .anyMatch(line -> line.matches("ATTACHED STAGE \\S+ arn:aws:ivs:us-east-1:\\S+"));
    assertThat(run.err().get(10)).startsWith("COMPLETED - ");
  }

  @Test
  void provision_afterAFailure_leavesNothingOrResumes() {
    migrated();
    emulator.faults().add(FaultRule.error("CreateStage", "PendingVerification").times(2));

    Run rolledBack = provision(signUps("todd"));
    Map<String, Long> afterRollBack = existing();
    Run left = provision(signUps("todd"), "--failure-policy", "resume", "--verbose");
    Run show = cli.run("show", "todd");
    Run resumed = provision(signUps("todd"));

    assertThat(rolledBack.status()).isEqualTo(Main.FAILED);
    assertThat(rolledBack.err()).singleElement().asString().contains("PendingVerification");
    assertThat(afterRollBack).isEmpty();
    assertThat(left.status()).isEqualTo(Main.FAILED);
    assertThat(left.err()).anyMatch(line -> line.startsWith("\tat io.streamcat."));
    assertThat(show.out())
        .anyMatch(line -> line.matches("  state +PROVISIONING"))
        .anyMatch(line -> line.matches("  missing +\\[STAGE]"))
        .anyMatch(line -> line.matches("  problem +.*PendingVerification.*"));
    assertThat(resumed.status()).isZero();
    assertThat(resumed.out().get(0)).isEqualTo("resumed      todd");
    assertThat(existing()).isEqualTo(ofEach(1));
  }

  @Test
  void provision_afterACrash_waitsForTheLeaseAndFinishesTheJob() throws Exception {
    migrated();
    emulator.faults().add(FaultRule.latency("*", Duration.ofMillis(50)));
    CountDownLatch creating = new CountDownLatch(1);
    Running crashing =
        cli.start(
            signUps("todd"),
            line -> {
              if (line.startsWith("CREATING STAGE ")) {
                creating.countDown();
              }
            },
            with(QUICK, "provision", "--users", "-"));
    creating.await();
    crashing.kill();
    crashing.await();

    Run again = provision(signUps("todd"), QUICK);

    assertThat(again.status()).isZero();
    assertThat(again.out().get(0)).isEqualTo("resumed      todd");
    assertThat(again.err()).anyMatch(line -> line.startsWith("todd is being worked on, or a "));
    assertThat(existing()).isEqualTo(ofEach(1));
  }

  @Test
  void list_tellsEveryoneAndNeedsNoAws() {
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
  void show_masksTheStreamKeyUnlessItIsAskedFor() {
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
  void show_storedStreamKey_isMaskedToo() {
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
  void show_unknownUser_isSaidInALine() {
    migrated();

    Run run = cli.run("show", "nobody");

    assertThat(run.status()).isEqualTo(Main.FAILED);
    assertThat(run.err()).containsExactly("user 'nobody' is not known");
  }

  private String storedKeyArn() {
    return postgres
        .query(database, "SELECT stream_key_arn FROM streamcat_channel")
        .get(0)
        .get("stream_key_arn");
  }

  private List<String> existingKeys() {
    return emulator.resources().stream()
        .filter(resource -> resource.type().equals("stream-key"))
        .map(EmulatedResource::arn)
        .toList();
  }

  @Test
  void rotateKey_masksTheNewKeyUnlessItIsAskedFor() {
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
  void rotateKey_liveChannel_isLeftAloneUnlessItIsToBeStopped() {
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
  void rotateKey_failure_isFinishedByRecovery() {
    migrated();
    provision(signUps("todd"));
    emulator.faults().add(FaultRule.error("CreateStreamKey", "AccessDeniedException"));

    Run failed = run("rotate-key", "todd");
    Run show = cli.run("show", "todd");
    Run recovered = run("recover");

    assertThat(failed.status()).isEqualTo(Main.FAILED);
    assertThat(failed.err()).singleElement().asString().contains("ivs:CreateStreamKey");
    assertThat(show.out()).anyMatch(line -> line.matches("  due +\\[STREAM_KEY]"));
    assertThat(recovered.status()).isZero();
    assertThat(existingKeys()).containsExactly(storedKeyArn());
    assertThat(run("rotate-key", "nobody").err()).containsExactly("user 'nobody' is not known");
  }

  @Test
  void deprovision_leavesNoTrace() {
    migrated();
    provision(signUps("todd", "ada", "grace"));

    Run run = run("deprovision", "todd", "Ada", "nobody");

    assertThat(run.status()).isEqualTo(Main.FAILED);
    assertThat(run.out().subList(0, 3))
        .containsExactly("removed      todd", "removed      Ada", "failed       nobody");
    assertThat(run.err()).containsExactly("nobody: user 'nobody' is not known");
    assertThat(existing()).isEqualTo(ofEach(1));
    assertThat(postgres.query(database, "SELECT username FROM streamcat_user"))
        .containsExactly(Map.of("username", "grace"));
  }

  @Test
  void recover_finishesWhatWasLeft() {
    migrated();
    emulator.faults().add(FaultRule.error("CreateStage", "PendingVerification").times(2));
    provision(signUps("todd", "ada"), "--failure-policy", "RESUME");
    emulator.faults().add(FaultRule.error("CreateStage", "AccessDeniedException"));

    Run failing = run("recover", "--failure-policy", "RESUME", "--json");
    Run forward = run("recover", "--failure-policy", "RESUME", "--until-idle", "10s");
    Run idle = run("recover");

    assertThat(failing.status()).isEqualTo(Main.FAILED);
    assertThat(failing.out())
        .extracting(line -> Json.object(line).get("outcome"))
        .containsExactly("completed", "failed");
    assertThat(failing.err()).anyMatch(line -> line.contains("AccessDeniedException"));
    assertThat(forward.status()).isZero();
    assertThat(forward.out()).last().isEqualTo("1 completed, 0 removed, 0 failed");
    assertThat(idle.out()).containsExactly("0 completed, 0 removed, 0 failed");
    assertThat(existing()).isEqualTo(ofEach(2));
  }

  @Test
  void recover_untilIdle_givesUpInTime() {
    migrated();
    emulator.faults().add(FaultRule.error("CreateStage", "PendingVerification").times(0));
    provision(signUps("todd"), "--failure-policy", "RESUME");

    Run run = run("recover", "--failure-policy", "RESUME", "--until-idle", "500ms");

    assertThat(run.status()).isEqualTo(Main.FAILED);
    assertThat(run.out()).last().isEqualTo("0 completed, 0 removed, 1 failed");
    assertThat(run.err()).last().isEqualTo("1 are still being worked on, or failed");
  }

  @Test
  void reconcile_showsAndRepairs() {
    migrated();
    provision(signUps("todd", "ada"));
    String room =
        postgres.query(database, "SELECT arn FROM streamcat_chat_room LIMIT 1").get(0).get("arn");
    assertThat(emulator.resources()).extracting(EmulatedResource::arn).contains(room);
    deleteRoom(room);

    Run text = run("reconcile");
    Run json = run("reconcile", "--json");
    Run others = run("reconcile", "--apply", "--only", "orphaned,duplicate");
    Run young = run("reconcile", "--apply", "--json");
    Map<String, Long> untouched = existing();
    Run applied = reconciledInTime();
    Run again = run("reconcile", "--drift");

    assertThat(text.status()).isZero();
    assertThat(text.out().get(0)).startsWith("found  MISSING chat room " + room);
    assertThat(text.out().get(1)).contains("users: 2", "findings: 1");
    assertThat(Json.object(json.out().get(0)))
        .containsEntry("outcome", "found")
        .containsEntry("type", "MISSING")
        .containsEntry("kind", "CHAT_ROOM")
        .containsEntry("arn", room);
    assertThat(others.out()).containsExactly("done: 0, skipped: 0, failed: 0");
    assertThat(Json.object(young.out().get(0)))
        .containsEntry("outcome", "skipped")
        .containsEntry("reason", "it is younger than the grace period");
    assertThat(untouched).containsEntry("room", 1L);
    assertThat(applied.status()).isZero();
    assertThat(applied.out().get(0)).startsWith("done  MISSING chat room");
    assertThat(again.out()).singleElement().asString().contains("findings: 0");
    assertThat(existing()).isEqualTo(ofEach(2));
  }

  @Test
  void reconcile_databaseWithoutUsers_deletesNothingUnlessToldTo() {
    migrated();
    provision(signUps("todd"));
    postgres.execute(database, "DELETE FROM streamcat_user");

    Run refused = run("reconcile", "--apply");
    Run young = run("reconcile", "--apply", "--only", "ORPHANED");

    assertThat(refused.status()).isEqualTo(Main.FAILED);
    assertThat(refused.err()).singleElement().asString().contains("no users", "--only ORPHANED");
    assertThat(young.status()).isZero();
    assertThat(young.out()).last().isEqualTo("done: 0, skipped: 3, failed: 0");
    assertThat(existing()).isEqualTo(ofEach(1));
  }

  @Test
  void reconcile_whatCannotBeRepaired_isSaid() {
    migrated();
    provision(signUps("todd"));
    deleteRoom(postgres.query(database, "SELECT arn FROM streamcat_chat_room").get(0).get("arn"));
    emulator.faults().add(FaultRule.error("CreateRoom", "PendingVerification"));

    Run run = reconciledInTime();

    assertThat(run.status()).isEqualTo(Main.FAILED);
    assertThat(run.out().get(0)).startsWith("failed  MISSING").contains("PendingVerification");
  }

  /** Again until nothing is skipped for being young, which takes as long as a short lease. */
  private Run reconciledInTime() {
    for (int runs = 1; ; runs++) {
      Run run = cli.run(with(QUICK, "reconcile", "--apply", "--grace-period", "10s"));
      if (!run.out().get(0).startsWith("skipped") || runs == MOST_RUNS) {
        return run;
      }
    }
  }

  private void deleteRoom(String arn) {
    HttpRequest request =
        HttpRequest.newBuilder(emulator.endpoint().resolve("/DeleteRoom"))
            .POST(BodyPublishers.ofString("{\"identifier\":\"" + arn + "\"}"))
            .build();
    try {
      HttpResponse<Void> response =
          HttpClient.newHttpClient().send(request, BodyHandlers.discarding());
      assertThat(response.statusCode()).isEqualTo(204);
    } catch (IOException | InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }

  @Test
  void wrongPassword_isSaidInALineAndNotRepeated() {
    Program other = program(Map.of("STREAMCAT_DB_PASSWORD", DB_PASSWORD + "-wrong"));

    Run run =
        other.run(
            "list", "--jdbc-url", anonymousUrl(), "--db-user", "nobody_of_that_name", "--verbose");
    Run option = cli.run("list", "--db-user", "app", "--db-pasword=" + DB_PASSWORD);

    assertThat(run.status()).isEqualTo(Main.FAILED);
    assertThat(run.err().get(0)).contains("no connection to the database", "nobody_of_that_name");
    assertThat(option.status()).isEqualTo(Main.BAD_USAGE);
    assertThat(option.err().get(0)).isEqualTo("Unknown option: --db-pasword");
    assertThat(run.all() + option.all()).doesNotContain(DB_PASSWORD);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "list",
        "recover",
        "show todd",
        "rotate-key todd",
        "deprovision todd",
        "provision --users -"
      })
  void missingSchema_isSaidInALine(String command) {
    Run run = run(command.split(" "));

    assertThat(run.status()).isEqualTo(Main.FAILED);
    assertThat(run.err())
        .singleElement()
        .asString()
        .contains("are missing", "run 'streamcat-cli migrate'");
  }

  @Test
  void schemaOfAnotherVersion_isSaidInALine() {
    migrated();
    postgres.execute(database, "UPDATE streamcat_schema SET version = 99");

    for (Run run : List.of(cli.run("list"), cli.run("migrate"))) {
      assertThat(run.status()).isEqualTo(Main.FAILED);
      assertThat(run.err()).singleElement().asString().contains("version 99", "newer release");
    }
  }

  @Test
  void readOnlyDatabase_canBeReadAndSaysSoOnceOtherwise() {
    migrated();
    provision(signUps("todd"));
    postgres.execute(
        "postgres", "ALTER DATABASE " + database + " SET default_transaction_read_only=on");

    assertThat(cli.run("list").out()).hasSize(1);
    assertThat(cli.run("show", "todd").status()).isZero();
    for (Run run :
        List.of(
            provision(signUps("ada", "grace", "bob")),
            run("recover"),
            run("rotate-key", "todd"),
            run("deprovision", "todd"))) {
      assertThat(run.status()).isEqualTo(Main.FAILED);
      assertThat(run.err()).singleElement().asString().contains("cannot be written", "read-only");
    }
    assertThat(existing()).isEqualTo(ofEach(1));
  }

  @Test
  void noConnectionLeft_isSaidInALine() throws Exception {
    migrated();
    String grants =
        "GRANT ALL ON ALL TABLES IN SCHEMA public TO app; ALTER ROLE app CONNECTION LIMIT 1";
    postgres.execute(database, grants);
    Program app = program(Map.of("STREAMCAT_DB_USER", "app", "STREAMCAT_DB_PASSWORD", DB_PASSWORD));
    String url = anonymousUrl();

    Run run;
    try (Connection held = DriverManager.getConnection(url, "app", DB_PASSWORD)) {
      assertThat(held.isValid(1)).isTrue();
      run = app.run("list", "--jdbc-url", url);
    }
    Run free = app.run("list", "--jdbc-url", url);

    assertThat(run.status()).isEqualTo(Main.FAILED);
    assertThat(run.err()).singleElement().asString().contains("too many connections");
    assertThat(free.status()).isZero();
    assertThat(run.all() + free.all()).doesNotContain(DB_PASSWORD);
  }

  @Test
  void oneConnection_isEnoughForMany() {
    migrated();

    Run run =
        provision(
            signUps("user-1", "user-2", "user-3", "user-4", "user-5", "user-6"),
            "--pool-size",
            "1",
            "--parallel",
            "6");

    assertThat(run.status()).isZero();
    assertThat(existing()).isEqualTo(ofEach(6));
  }

  @Test
  void version_isTheProjects() {
    assertThat(cli.run("--version").out().get(0)).matches("streamcat-cli \\d+\\.\\d+.*");
  }

  @Test
  void driversOfOtherDatabases_areInTheJar() {
    for (String url : List.of("jdbc:mysql://127.0.0.1:1/app", "jdbc:mariadb://127.0.0.1:1/app")) {
      Run run = cli.run("list", "--jdbc-url", url);

      assertThat(run.status()).isEqualTo(Main.FAILED);
      assertThat(run.err()).singleElement().asString().startsWith("no connection to the database");
    }
  }

  @Test
  void h2File_keepsUsersBetweenRuns(@TempDir Path directory) throws Exception {
    cli = new Program(Map.of("STREAMCAT_JDBC_URL", "jdbc:h2:file:" + directory.resolve("users")));
    Path file = Files.writeString(directory.resolve("users.csv"), signUps("todd"));
    migrated();

    Run run = run("provision", "--users", file.toString());

    assertThat(run.status()).isZero();
    assertThat(cli.run("list").out()).hasSize(1);
    assertThat(run("deprovision", "todd").status()).isZero();
    assertThat(emulator.resources()).isEmpty();
  }

  @Test
  void endpointThatDoesNotAnswer_isSaidOnce() {
    migrated();
    emulator.close();

    Run run = provision(signUps("todd", "ada"));

    assertThat(run.status()).isEqualTo(Main.FAILED);
    assertThat(run.err()).singleElement().asString().startsWith("no answer from http://");
    assertThat(postgres.query(database, "SELECT id FROM streamcat_user")).isEmpty();
  }
}
