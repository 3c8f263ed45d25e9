package io.streamcat.benchmarks;

import io.streamcat.repository.UserRecord;
import io.streamcat.user.UserId;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Warmup;

/** The cost of the JDBC repository compared with hand-written statements, on PostgreSQL. */
@BenchmarkMode(Mode.Throughput)
@OutputTimeUnit(TimeUnit.SECONDS)
@Fork(
    value = 3,
    jvmArgsAppend = {"-Xms512m", "-Xmx512m"})
@Warmup(iterations = 12, time = 2)
@Measurement(iterations = 5, time = 2)
public class RepositoryBenchmark {

  @Benchmark
  public String registerByHand(Database database) {
    StoreSamples user = new StoreSamples(database.newId());
    database.byHand().register(user);
    return user.id();
  }

  @Benchmark
  public String registerLibrary(Database database) {
    StoreSamples user = new StoreSamples(database.newId());
    UserRecord intended = user.user();
    database.library().insert(intended);
    database
        .library()
        .update(
            intended,
            intended
                .recorded(user.channel(), StoreSamples.NOW)
                .recorded(user.room(), StoreSamples.NOW)
                .recorded(user.stage(), StoreSamples.NOW)
                .leased(null)
                .written(StoreSamples.WRITER));
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
