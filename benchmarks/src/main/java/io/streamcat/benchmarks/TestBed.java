package io.streamcat.benchmarks;

import java.util.concurrent.atomic.AtomicLong;
import org.openjdk.jmh.annotations.Level;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;

/**
 * The common environment of all benchmarks; each iteration starts with an empty AWS account.
 *
 * <p>The flows are not closed but end with the JVM: a thread that ended with the last iteration
 * would take its CPU time with it before the measurement reads it.
 */
@State(Scope.Benchmark)
@SuppressWarnings("NullAway.Init") // JMH calls the set-up methods before all others.
public class TestBed {

  private static final String PASSWORD = "correct horse battery staple";

  // All usernames, and thus all requests, have the same length.
  private final AtomicLong count = new AtomicLong(1_000_000_000);

  private EmulatorProcess emulator;
  private Flows flows;

  @Setup(Level.Trial)
  public void start() {
    emulator = EmulatorProcess.start();
    flows = new Flows(emulator.endpoint());
  }

  @Setup(Level.Iteration)
  public void empty() {
    emulator.reset();
  }

  @TearDown(Level.Trial)
  public void stop() {
    emulator.close();
  }

  EmulatorProcess emulator() {
    return emulator;
  }

  Flows flows() {
    return flows;
  }

  /** Returns a new applicant. */
  Applicant applicant(boolean withPassword) {
    return new Applicant("user-" + count.incrementAndGet(), withPassword ? PASSWORD : null);
  }
}
