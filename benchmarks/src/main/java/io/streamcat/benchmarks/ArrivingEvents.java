package io.streamcat.benchmarks;

import java.util.List;
import org.openjdk.jmh.annotations.Level;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;

/** New events for each invocation, made before the time begins to count, and who takes them. */
@State(Scope.Benchmark)
public class ArrivingEvents {

  private static final int STREAMS = 100;

  /** How many there are each time. */
  static final int EVENTS = STREAMS * EventSamples.EVENTS_A_STREAM;

  /** How many threads take them. */
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
