package io.streamcat.benchmarks;

import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OperationsPerInvocation;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Warmup;

/**
 * The number of events per second from a queue into PostgreSQL through the same consumer: as
 * broadcasts, and as rows of a hand-written table.
 */
@BenchmarkMode(Mode.Throughput)
@OutputTimeUnit(TimeUnit.SECONDS)
@Fork(
    value = 3,
    jvmArgsAppend = {"-Xms512m", "-Xmx512m"})
@Warmup(iterations = 10, time = 2)
@Measurement(iterations = 5, time = 2)
@OperationsPerInvocation(ArrivingEvents.EVENTS)
public class EventsBenchmark {

  @Benchmark
  public void library(EventConsumers consumers, ArrivingEvents events) throws InterruptedException {
    consumers.library(events.pollers).drain(events.next());
  }

  @Benchmark
  public void libraryWithListener(EventConsumers consumers, ArrivingEvents events)
      throws InterruptedException {
    consumers.libraryWithListener(events.pollers).drain(events.next());
  }

  @Benchmark
  public void rowForEach(EventConsumers consumers, ArrivingEvents events)
      throws InterruptedException {
    consumers.rowForEach(events.pollers).drain(events.next());
  }

  @Benchmark
  public void rowsInBatches(EventConsumers consumers, ArrivingEvents events)
      throws InterruptedException {
    consumers.rowsInBatches(events.pollers).drain(events.next());
  }
}
