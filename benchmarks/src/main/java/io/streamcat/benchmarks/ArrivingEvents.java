package io.streamcat.benchmarks;

import java.util.List;
import org.openjdk.jmh.annotations.Level;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;

/** New events for each invocation, created before the measurement starts, and their consumers. */
@State(Scope.Benchmark)
public class ArrivingEvents {

  private static final int STREAMS = 100;

  /** The number of events per invocation. */
  static final int EVENTS = STREAMS * EventSamples.EVENTS_A_STREAM;

  /** The number of threads that poll. */
  @Param({"1", "4"})
  public int pollers;

  private final EventSamples samples = new EventSamples();
  private List<String> next = List.of();

  @Setup(Level.Invocation)
  public void make() {
    next = samples.events(STREAMS);
  }

  List<String> next() {
    return next;
  }
}
