package io.streamcat.benchmarks;

import io.streamcat.StreamCat;
import io.streamcat.user.NewUser;
import io.streamcat.user.User;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Level;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OperationsPerInvocation;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;
import org.openjdk.jmh.annotations.Warmup;

/**
 * The time of a registration with a spare, on PostgreSQL, beside the fastest create by hand, which
 * stores nothing, and the library's registration without spares.
 */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.SingleShotTime)
@OutputTimeUnit(TimeUnit.MILLISECONDS)
@OperationsPerInvocation(SpareBenchmark.USERS)
@Fork(
    value = 1,
    jvmArgsAppend = {"-Xms512m", "-Xmx512m"})
@Warmup(iterations = 4)
@Measurement(iterations = 6)
@SuppressWarnings("NullAway.Init") // JMH calls the set-up methods before all others.
public class SpareBenchmark {

  /** The number of users that one invocation registers. */
  static final int USERS = 100;

  private static final Map<String, Duration> DELAYS =
      Map.of(
          "CreateChannel", Duration.ofMillis(80),
          "CreateRoom", Duration.ofMillis(60),
          "CreateStage", Duration.ofMillis(120));

  private Database database;
  private EmulatorProcess emulator;
  private Flows flows;
  private ExecutorService threads;
  private StreamCat streamcat;
  private List<NewUser> users;

  @Setup(Level.Trial)
  public void start() {
    database = new Database();
    emulator = EmulatorProcess.start();
    flows = new Flows(emulator.endpoint());
    threads = Executors.newCachedThreadPool();
    streamcat =
        StreamCat.builder()
            .aws(
                a ->
                    a.region(SdkClients.REGION)
                        .credentialsProvider(SdkClients.CREDENTIALS)
                        .endpointOverride(emulator.endpoint()))
            .storage(s -> s.users(database.library()))
            .executor(threads)
            .users(u -> u.spares(USERS, USERS))
            .build();
  }

  /** Creates the spares, and delays operations from then on. */
  @Setup(Level.Iteration)
  public void prepare() {
    emulator.delay(Map.of());
    var unused = streamcat.recovery().run();
    users = new ArrayList<>();
    for (int i = 0; i < USERS; i++) {
      users.add(NewUser.withId(database.newId()));
    }
    emulator.delay(DELAYS);
  }

  @TearDown(Level.Trial)
  public void stop() throws IOException {
    streamcat.close();
    threads.shutdownNow();
    flows.close();
    emulator.close();
    database.close();
  }

  @Benchmark
  public List<User> spare() {
    return users.stream().map(streamcat.users()::provision).toList();
  }

  @Benchmark
  public List<Assets> parallel() {
    return users.stream()
        .map(user -> new Applicant(String.valueOf(user.id()), null))
        .map(flows::parallel)
        .toList();
  }

  @Benchmark
  public List<User> library() {
    // Background registrations take no spares.
    return streamcat.runAtBackgroundPriority(
        () -> users.stream().map(streamcat.users()::provision).toList());
  }
}
