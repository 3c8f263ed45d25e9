package io.streamcat.examples.cli;

import io.streamcat.examples.cli.Program.Run;
import io.streamcat.examples.cli.Program.Running;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Predicate;

/**
 * A run of the program, in a process if it is to be killed.
 *
 * @param program the program
 * @param input its standard input
 * @param args its arguments
 */
record Command(Program program, String input, List<String> args) {

  private static final int SIGKILLED = 128 + 9;

  /**
   * The result of a run that was to be killed.
   *
   * @param killed true if it was killed before its regular end
   * @param run the output until then
   */
  record Remains(boolean killed, Run run) {}

  /** Runs it inside the test, to its end. */
  Run run() {
    return program.runWithInput(input, args.toArray(String[]::new));
  }

  /** Kills the process as soon as it prints a certain step. */
  Remains killAt(Predicate<String> step) {
    return kill(step, 0);
  }

  /** Kills the process a certain time after a number of steps. */
  Remains killAfter(int steps, long micros) {
    AtomicInteger printed = new AtomicInteger();
    return kill(line -> printed.incrementAndGet() == steps, micros);
  }

  private Remains kill(Predicate<String> step, long micros) {
    CompletableFuture<Running> started = new CompletableFuture<>();
    Executor whenDue =
        micros == 0
            ? Runnable::run
            : CompletableFuture.delayedExecutor(micros, TimeUnit.MICROSECONDS);
    Running running =
        program.start(
            input,
            line -> {
              if (step.test(line)) {
                whenDue.execute(() -> started.join().kill());
              }
            },
            args.toArray(String[]::new));
    started.complete(running);
    Run run = running.await();
    return new Remains(run.status() == SIGKILLED, run);
  }
}
