package io.streamcat.benchmarks;

import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Warmup;

/**
 * The cost of the library itself: registrations without passwords, with immediate answers of AWS.
 *
 * <p>The warm-up is long because both flows still become faster after ten thousand registrations.
 */
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
@Fork(
    value = 3,
    jvmArgsAppend = {"-Xms512m", "-Xmx512m"})
@Warmup(iterations = 50, time = 2)
@Measurement(iterations = 4, time = 2)
public class OverheadBenchmark {

  @Benchmark
  public Assets parallel(TestBed bed) {
    return bed.flows().parallel(bed.applicant(false));
  }

  @Benchmark
  public Assets library(TestBed bed) {
    return bed.flows().library(bed.applicant(false));
  }
}
