package io.streamcat.benchmarks;

import io.streamcat.repository.UserRecord;
import io.streamcat.user.UserId;
import java.util.ArrayDeque;
import java.util.Map;
import java.util.Optional;
import java.util.Queue;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Level;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;

/** The cost of the JDBC repository compared with hand-written statements, on PostgreSQL. */
@BenchmarkMode(Mode.Throughput)
@OutputTimeUnit(TimeUnit.SECONDS)
@Fork(
    value = 3,
    jvmArgsAppend = {"-Xms512m", "-Xmx512m"})
@Warmup(iterations = 15, time = 2)
@Measurement(iterations = 5, time = 2)
public class RepositoryBenchmark {

  /**
   * Users who register; each iteration begins with enough of them, built outside the measurement.
   */
  @State(Scope.Thread)
  public static class Applicants {

    private static final int READY = 12_000;

    private final Queue<StoreSamples> users = new ArrayDeque<>();

    @Setup(Level.Iteration)
    public void build(Database database) {
      while (users.size() < READY) {
        users.add(StoreSamples.of(database.newId()));
      }
    }

    StoreSamples next(Database database) {
      StoreSamples user = users.poll();
      return user == null ? StoreSamples.of(database.newId()) : user;
    }
  }

  @Benchmark
  public String registerByHand(Database database, Applicants applicants) {
    StoreSamples user = applicants.next(database);
    database.byHand().register(user);
    return user.id();
  }

  @Benchmark
  public String registerLibrary(Database database, Applicants applicants) {
    StoreSamples user = applicants.next(database);
    database.library().insert(user.intended());
    database.library().update(user.intended(), user.complete());
    return user.id();
  }

  @Benchmark
  public Map<String, Object> findByHand(Database database) {
    return database.byHand().find(database.known());
  }

  @Benchmark
  public Optional<UserRecord> findLibrary(Database database) {
    return database.library().findById(UserId.of(database.known()));
  }
}
