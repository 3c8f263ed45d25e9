package io.streamcat.examples.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.streamcat.StreamCat;
import io.streamcat.emulator.EmulatedResource;
import io.streamcat.emulator.IvsEmulator;
import io.streamcat.emulator.RecordedRequest;
import io.streamcat.examples.cli.Program.Run;
import io.streamcat.examples.cli.Program.Running;
import io.streamcat.jdbc.CrashablePostgres;
import io.streamcat.jdbc.JdbcBanList;
import io.streamcat.jdbc.JdbcUserRepository;
import io.streamcat.provisioning.Backlog.EnqueueReport;
import io.streamcat.testing.Guarantee;
import io.streamcat.user.NewUser;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import javax.sql.DataSource;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;
import org.junit.jupiter.api.io.TempDir;
import software.amazon.awssdk.auth.credentials.AnonymousCredentialsProvider;
import software.amazon.awssdk.regions.Region;

/**
 * Three processes of the program that complete the users whom an application has queued, in real
 * time, against an emulator that throttles calls beyond AWS's rates. One of them is killed in the
 * middle. The users have no passwords, because hashing those would need the processors.
 */
@Guarantee("BULK-04")
@EnabledIfSystemProperty(named = ProcessKillTestSupport.CAMPAIGN, matches = "true")
class FleetIT {

  private static final int PROCESSES = 3;
  private static final int USERS_EACH = 1_000;
  private static final int USERS = PROCESSES * USERS_EACH;
  private static final double QUOTA = 5;
  private static final int WARM_UP = 100;
  private static final int THROTTLED = 429;
  private static final List<String> CREATES = List.of("CreateChannel", "CreateRoom", "CreateStage");
  private static final String DATABASE = "fleet";

  @TempDir private Path directory;

  @AutoClose
  private final IvsEmulator emulator =
      IvsEmulator.builder().enforceQuotas(true).resourceLimit("stage", USERS).start();

  private final Map<String, List<Instant>> created = new HashMap<>();
  private Instant seen = Instant.EPOCH;
  private final List<Instant> throttled = new ArrayList<>();

  /** Counts the calls since the last time, because the emulator keeps the latest only. */
  private void count() {
    List<RecordedRequest> calls =
        emulator.requests().stream().filter(call -> call.receivedAt().isAfter(seen)).toList();
    for (RecordedRequest call : calls) {
      seen = call.receivedAt().isAfter(seen) ? call.receivedAt() : seen;
      if (call.status() == THROTTLED) {
        throttled.add(call.receivedAt());
      } else if (call.status() == 200 && CREATES.contains(call.operation())) {
        created.computeIfAbsent(call.operation(), key -> new ArrayList<>()).add(call.receivedAt());
      }
    }
  }

  /** Returns the rate of an operation as a part of the quota, once the processes are warm. */
  private double share(String operation) {
    List<Instant> times = created.get(operation).stream().sorted().skip(WARM_UP).toList();
    Duration taken = Duration.between(times.get(0), times.get(times.size() - 1));
    return (times.size() - 1) / (taken.toMillis() / 1_000.0) / QUOTA;
  }

  private static String signUps(int process) {
    return IntStream.range(0, USERS_EACH)
        .mapToObj(i -> name(process * USERS_EACH + i) + ",correct horse battery staple\n")
        .collect(Collectors.joining());
  }

  /** Queues the users of all processes, as an application would. */
  private void enqueue(DataSource database) {
    try (StreamCat streamcat =
        StreamCat.builder()
            .aws(aws -> aws.region(Region.US_EAST_1).endpointOverride(emulator.endpoint()))
            .aws(aws -> aws.credentialsProvider(AnonymousCredentialsProvider.create()))
            .users(users -> users.namespace("fleet"))
            .storage(
                stores ->
                    stores
                        .users(JdbcUserRepository.create(database))
                        .bans(JdbcBanList.create(database)))
            .build()) {
      EnqueueReport report =
          streamcat
              .users()
              .enqueue(
                  IntStream.range(0, USERS)
                      .mapToObj(i -> NewUser.withId("id-" + i).withUsername(name(i))));
      assertThat(report.queued()).isEqualTo(USERS);
    }
  }

  private static String name(int user) {
    return "user-" + user;
  }

  private Running start(Program cli, int process) {
    return cli.start(
        signUps(process),
        line -> {},
        "provision",
        "--users",
        "-",
        "--namespace",
        "fleet",
        "--limit-local-calls",
        "--endpoint",
        emulator.endpoint().toString());
  }

  @Test
  void provision_threeProcessesOfWhichOneIsKilled_useTheWholeQuotaAndNoMore() throws Exception {
    try (CrashablePostgres postgres = CrashablePostgres.start(directory)) {
      Program cli = new Program(Map.of("STREAMCAT_JDBC_URL", postgres.create(DATABASE)));
      assertThat(cli.run("migrate").status()).isZero();
      enqueue(postgres.database(DATABASE));
      List<Running> fleet = IntStream.range(0, PROCESSES).mapToObj(i -> start(cli, i)).toList();
      while (created.getOrDefault("CreateStage", List.of()).size() < USERS / 2) {
        TimeUnit.SECONDS.sleep(1);
        count();
      }
      fleet.get(2).kill();
      while (fleet.stream().anyMatch(running -> running.process().isAlive())) {
        TimeUnit.SECONDS.sleep(1);
        count();
      }
      List<Run> runs = fleet.subList(0, 2).stream().map(Running::await).toList();
      Run again = start(cli, 2).await();
      count();

      System.out.printf(
          "%d users in a fleet: %.3f of the quota, %d throttled calls%n",
          USERS, CREATES.stream().mapToDouble(this::share).min().orElseThrow(), throttled.size());
      assertThat(runs).allSatisfy(run -> assertThat(run.status()).as(run::all).isZero());
      assertThat(again.status()).as(again::all).isZero();
      assertThat(again.out()).filteredOn(line -> line.startsWith("complete ")).hasSize(USERS_EACH);
      String states = "SELECT state, count(*) AS n FROM streamcat_user GROUP BY 1";
      assertThat(postgres.query(DATABASE, states))
          .containsExactly(Map.of("state", "ACTIVE", "n", String.valueOf(USERS)));
      assertThat(
              emulator.resources().stream()
                  .collect(Collectors.groupingBy(EmulatedResource::type, Collectors.counting())))
          .isEqualTo(CommandLine.ofEach(USERS));
      assertThat(throttled).isEmpty();
      assertThat(CREATES).allSatisfy(create -> assertThat(share(create)).isGreaterThan(0.99));
    }
  }
}
