package io.streamcat.aws;

import io.streamcat.exception.AwsException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Stream;

/**
 * Looks for resources in a list that has no filter, for all who look at the same time at once.
 *
 * <p>One caller reads the list for all who asked before it began; those who ask meanwhile wait for
 * the next reading, because theirs may have been created on a page that was read already. So
 * however many wait, the list is read at most twice after each of them asked, unless reading fails:
 * then each of them may be the next to read.
 *
 * <p>Waiting is polling with the injected sleeper, which ends at the caller's deadline and with its
 * interruption. Thread safe.
 */
final class SharedScan {

  private static final Duration POLL = Duration.ofMillis(50);

  private final CallSettings settings;
  private final Operation operation;
  private final Function<Instant, Stream<ResourceSummary>> list;

  /** Those whom the next reading serves; guarded by this. */
  private Round next = new Round();

  /** Guarded by this. */
  private boolean reading;

  SharedScan(
      CallSettings settings, Operation operation, Function<Instant, Stream<ResourceSummary>> list) {
    this.settings = settings;
    this.operation = operation;
    this.list = list;
  }

  /**
   * Reads the list, or has it read, from its beginning.
   *
   * @return the ARNs of the resources that match
   * @throws AwsException if it could not be read before the deadline
   */
  List<String> find(String name, Map<String, String> tags, Instant deadline) {
    Wanted wanted = new Wanted(name, tags, new ArrayList<>());
    Round round = join(wanted);
    while (!round.isDone()) {
      if (isMine(round)) {
        read(round, deadline);
      } else if (round.hasFailed()) {
        round = join(wanted);
      } else if (!settings.sleep(POLL, deadline)) {
        throw unfinished();
      }
    }
    return wanted.found();
  }

  private synchronized Round join(Wanted wanted) {
    next.all.add(wanted);
    if (CallScope.priority() == CallPriority.FOREGROUND) {
      next.priority = CallPriority.FOREGROUND;
    }
    return next;
  }

  /** Returns true if the caller is the one to read for a round, which then takes no others. */
  private synchronized boolean isMine(Round round) {
    if (reading || round != next) {
      return false;
    }
    reading = true;
    next = new Round();
    return true;
  }

  private void read(Round round, Instant deadline) {
    boolean success = false;
    try {
      CallScope.withPriority(round.priority, () -> read(round.all, deadline));
      success = true;
    } finally {
      synchronized (this) {
        reading = false;
      }
      round.state = success ? State.DONE : State.FAILED;
    }
  }

  /** Nobody joins the round any more, and nobody looks at what is found until it is done. */
  private boolean read(List<Wanted> all, Instant deadline) {
    all.forEach(wanted -> wanted.found().clear());
    list.apply(deadline)
        .forEach(
            listed ->
                all.stream()
                    .filter(wanted -> listed.matches(wanted.name(), wanted.tags()))
                    .forEach(wanted -> wanted.found().add(listed.arn())));
    return true;
  }

  private AwsException unfinished() {
    String reason =
        Thread.currentThread().isInterrupted()
            ? "the thread was interrupted while another one read the list"
            : "another thread did not end reading the list in time";
    return new AwsException(operation.failure(reason), "", true, null);
  }

  private record Wanted(String name, Map<String, String> tags, List<String> found) {}

  private enum State {
    OPEN,
    DONE,
    FAILED
  }

  private static final class Round {

    private final List<Wanted> all = new ArrayList<>();
    private CallPriority priority = CallPriority.BACKGROUND;
    private volatile State state = State.OPEN;

    boolean isDone() {
      return state == State.DONE;
    }

    boolean hasFailed() {
      return state == State.FAILED;
    }
  }
}
