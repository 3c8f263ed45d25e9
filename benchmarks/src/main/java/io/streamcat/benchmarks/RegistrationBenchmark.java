package io.streamcat.benchmarks;

import java.time.Duration;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Level;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;
import org.openjdk.jmh.infra.IterationParams;
import org.openjdk.jmh.runner.IterationType;

/** The time of a registration when AWS responds slowly. */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MILLISECONDS)
@Fork(
    value = 3,
    jvmArgsAppend = {"-Xms512m", "-Xmx512m"})
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 4, time = 1)
public class RegistrationBenchmark {

  private static final Map<String, Duration> DELAYS =
      Map.of(
          "CreateChannel", Duration.ofMillis(80),
          "CreateRoom", Duration.ofMillis(60),
          "CreateStage", Duration.ofMillis(120));

  /** The presence of a password to hash. */
  @Param({"false", "true"})
  public boolean password;

  /** Delays operations during the measurement only; the warm-up needs many fast calls. */
  @Setup(Level.Iteration)
  public void takeTime(TestBed bed, IterationParams iteration) {
    if (iteration.getType() == IterationType.MEASUREMENT) {
      bed.emulator().delay(DELAYS);
    }
  }

  @Benchmark
  public Assets sequential(TestBed bed) {
    return bed.flows().sequential(bed.applicant(password));
  }

  @Benchmark
  public Assets parallel(TestBed bed) {
    return bed.flows().parallel(bed.applicant(password));
  }

  @Benchmark
  public Assets library(TestBed bed) {
    return bed.flows().library(bed.applicant(password));
  }
}
