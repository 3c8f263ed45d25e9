package io.streamcat.examples.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.streamcat.emulator.EmulatedResource;
import io.streamcat.emulator.IvsEmulator;
import io.streamcat.examples.cli.Program.Run;
import io.streamcat.jdbc.CrashablePostgres;
import java.io.IOException;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;

/** The program with PostgreSQL, or H2, and the emulator. */
abstract class CommandLine {

  static final String PASSWORD = "correct horse battery staple";
  static final String DB_PASSWORD = "dbpass-7f3a9c";
  static final String STREAM_KEY = "sk_us-east-1_\\w+";

  private static final AtomicInteger DATABASES = new AtomicInteger();
  private static final AtomicInteger PLANS = new AtomicInteger();

  private static @TempDir Path shared;
  static CrashablePostgres postgres;

  final IvsEmulator emulator = IvsEmulator.start();
  String database;
  Program cli;

  @BeforeAll
  static void startPostgres() {
    postgres = CrashablePostgres.start(shared);
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

  Program program(Map<String, String> changes) {
    Map<String, String> environment = new HashMap<>();
    if (cli != null) {
      environment.putAll(cli.environment());
    }
    environment.putAll(changes);
    return new Program(environment);
  }

  Run provision(String lines, String... args) {
    return cli.runWithInput(lines, with(args, "provision", "--users", "-"));
  }

  Run provisionPackaged(String lines) {
    return cli.runPackaged(lines, with(new String[0], "provision", "--users", "-"));
  }

  String[] with(String[] args, String... command) {
    String[] world = {"--endpoint", emulator.endpoint().toString(), "--namespace", "test"};
    return Stream.of(command, world, args).flatMap(Arrays::stream).toArray(String[]::new);
  }

  static String[] and(String[] some, String... more) {
    return Stream.of(some, more).flatMap(Arrays::stream).toArray(String[]::new);
  }

  Run run(String... command) {
    return cli.run(with(new String[0], command));
  }

  /** A saved plan. */
  final class Plan {

    private final Path file;
    private final Run run;

    private Plan(Path file, Run run) {
      this.file = file;
      this.run = run;
    }

    Path file() {
      return file;
    }

    Run run() {
      return run;
    }

    /** Applies the plan without a question. */
    Run applied(String... options) {
      return CommandLine.this.run(
          and(new String[] {"reconcile", "--apply", file.toString(), "--yes"}, options));
    }
  }

  /** Saves a plan. */
  Plan planned(String... command) {
    Path file = shared.resolve("plan-" + PLANS.incrementAndGet() + ".json");
    return new Plan(file, run(and(command, "--out", file.toString())));
  }

  void migrated() {
    assertThat(cli.run("migrate").status()).isZero();
  }

  /** Waits until failed work is due for another attempt. */
  void awaitDue() {
    postgres.awaitNone(database, "SELECT 1 FROM streamcat_user WHERE due_at > now()");
  }

  static String signUps(String... names) {
    return List.of(names).stream()
        .map(name -> name + "," + PASSWORD + "\n")
        .collect(Collectors.joining());
  }

  Map<String, Long> existing() {
    return emulator.resources().stream()
        .collect(Collectors.groupingBy(EmulatedResource::type, Collectors.counting()));
  }

  static Map<String, Long> ofEach(long users) {
    return Map.of("channel", users, "stream-key", users, "room", users, "stage", users);
  }

  String storedKeyArn() {
    return postgres
        .query(database, "SELECT stream_key_arn FROM streamcat_channel")
        .get(0)
        .get("stream_key_arn");
  }

  List<String> existingKeys() {
    return emulator.resources().stream()
        .filter(resource -> resource.type().equals("stream-key"))
        .map(EmulatedResource::arn)
        .toList();
  }

  void deleteRoom(String arn) {
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
}
