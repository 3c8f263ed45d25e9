package io.streamcat.examples.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.streamcat.jdbc.CrashablePostgres;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/**
 * A database and an emulator in processes of their own, inspected only by SQL and the emulator's
 * lists, independently of the library.
 */
final class World implements AutoCloseable {

  private static final String DATABASE = "crash";
  private static final String USERS =
      "SELECT u.user_id AS id, u.username, u.state, u.due_at, c.arn AS channels, c.stream_key_arn, r.arn AS"
          + " rooms, s.arn AS stages FROM streamcat_user u LEFT JOIN streamcat_channel c ON c.record_key = u.record_key LEFT"
          + " JOIN streamcat_chat_room r ON r.record_key = u.record_key LEFT JOIN streamcat_stage s ON"
          + " s.record_key = u.record_key";

  /** The list operations, with the member of the answer that is also a column of the query. */
  private static final Map<String, String> LISTS =
      Map.of("ListChannels", "channels", "ListRooms", "rooms", "ListStages", "stages");

  /** A latency that leaves a moment between one step and the next. */
  private static final String LATENCY =
      "{\"operation\":\"*\",\"fault\":\"LATENCY\",\"delayMillis\":20,\"jitterMillis\":20}";

  private final CrashablePostgres postgres;
  private final EmulatorProcess emulator;
  private final Program cli;

  private World(CrashablePostgres postgres, EmulatorProcess emulator) {
    this.postgres = postgres;
    this.emulator = emulator;
    this.cli =
        new Program(
            Map.of(
                "STREAMCAT_JDBC_URL", postgres.create(DATABASE), "STREAMCAT_DB_USER", "postgres"));
  }

  static World create(Path directory) throws IOException {
    World world = new World(CrashablePostgres.start(directory), EmulatorProcess.start());
    assertThat(world.cli.run("migrate").status()).isZero();
    return world;
  }

  CrashablePostgres postgres() {
    return postgres;
  }

  /** Deletes everything in the database and the emulator. */
  void reset() {
    postgres.execute(DATABASE, "DELETE FROM streamcat_user");
    emulator.reset();
    faults();
  }

  /** Turns the queued users into users of servers whose sign-ups are unfinished. */
  void signUpsInsteadOfQueued() {
    postgres.execute(
        DATABASE, "UPDATE streamcat_user SET state = 'PROVISIONING' WHERE state = 'QUEUED'");
  }

  /** Makes the emulator slow, with the given faults. */
  void faults(String... faults) {
    emulator.faults(Stream.concat(Stream.of(LATENCY), Stream.of(faults)).toList());
  }

  /** Returns a command with short timeouts, whose leases expire within 12 seconds. */
  Command command(String input, String... args) {
    return command(input, "1500ms", "700ms", args);
  }

  /** Returns a command with timeouts that suffice on a slow machine. */
  Command patientCommand(String input, String... args) {
    return command(input, "20s", "5s", args);
  }

  private Command command(
      String input, String operationTimeout, String callTimeout, String... args) {
    List<String> all = new ArrayList<>(List.of(args));
    all.addAll(
        List.of(
            "--verbose",
            "--endpoint",
            emulator.endpoint().toString(),
            "--namespace",
            "crash",
            "--operation-timeout",
            operationTimeout,
            "--call-timeout",
            callTimeout,
            "--consistency-window",
            "200ms"));
    return new Command(cli, input, all);
  }

  /**
   * Deletes one of three resources in turn for each user, and changes all settings of every fourth.
   */
  void damage() {
    Map<?, ?> storage =
        (Map<?, ?>)
            Json.object(
                    emulator.call(
                        "CreateStorageConfiguration", "{\"s3\":{\"bucketName\":\"bucket\"}}"))
                .get("storageConfiguration");
    List<Map<String, String>> users = postgres.query(DATABASE, USERS);
    for (int i = 0; i < users.size(); i++) {
      String channel = users.get(i).get("channels");
      String room = users.get(i).get("rooms");
      String stage = users.get(i).get("stages");
      switch (i % 4) {
        case 0 -> emulator.call("DeleteChannel", "{\"arn\":\"" + channel + "\"}");
        case 1 -> emulator.call("DeleteRoom", "{\"identifier\":\"" + room + "\"}");
        case 2 -> emulator.call("DeleteStage", "{\"arn\":\"" + stage + "\"}");
        default -> {
          emulator.call(
              "UpdateChannel", "{\"arn\":\"" + channel + "\",\"latencyMode\":\"NORMAL\"}");
          emulator.call(
              "UpdateRoom", "{\"identifier\":\"" + room + "\",\"maximumMessageLength\":7}");
          emulator.call(
              "UpdateStage",
              "{\"arn\":\""
                  + stage
                  + "\",\"autoParticipantRecordingConfiguration\":{\"storageConfigurationArn\":\""
                  + storage.get("arn")
                  + "\"}}");
        }
      }
    }
  }

  /** Waits until all users have reached an age. */
  void awaitAge(Duration age) {
    postgres.awaitAge(DATABASE, age);
  }

  /**
   * Checks that each user has exactly one resource of each kind, recorded and tagged, with only the
   * recorded stream key, or is gone without a trace.
   */
  void isConsistent(String when) {
    // The checks need current answers, without faults.
    faults();
    List<Map<String, String>> users = postgres.query(DATABASE, USERS);
    assertThat(users)
        .as("users %s", when)
        .allSatisfy(
            user ->
                assertThat(user).containsEntry("state", "ACTIVE").containsEntry("due_at", null));
    LISTS.forEach(
        (operation, member) -> {
          List<Map<String, Object>> existing = emulator.list(operation, member);
          // Users without a resource have null here, which never matches an ARN.
          assertThat(existing)
              .as("%s %s", member, when)
              .extracting(resource -> tag(resource) + " " + resource.get("arn"))
              .containsExactlyInAnyOrderElementsOf(
                  users.stream().map(user -> user.get("id") + " " + user.get(member)).toList());
        });
    haveTheirKeys(users, when);
  }

  /** Checks that each channel has exactly one stream key, the recorded one. */
  private void haveTheirKeys(List<Map<String, String>> users, String when) {
    assertThat(users)
        .as("stream keys %s", when)
        .allSatisfy(
            user ->
                assertThat(emulator.streamKeys(user.get("channels")))
                    .containsExactly(user.get("stream_key_arn")));
  }

  private static Object tag(Map<String, Object> resource) {
    return ((Map<?, ?>) resource.get("tags")).get("streamcat:user-id");
  }

  List<String> usernames() {
    return postgres.query(DATABASE, USERS).stream().map(user -> user.get("username")).toList();
  }

  @Override
  public void close() throws IOException {
    emulator.close();
    postgres.close();
  }
}
