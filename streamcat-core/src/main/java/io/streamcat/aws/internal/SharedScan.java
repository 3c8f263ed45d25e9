package io.streamcat.aws.internal;

import io.streamcat.aws.CallPriority;
import io.streamcat.aws.CallSettings;
import io.streamcat.aws.Operation;
import io.streamcat.aws.ResourceSummary;
import io.streamcat.exception.AwsException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Stream;

/**
 * A search in a list without a filter. Callers that search at the same time share it.
 *
 * <p>One caller reads the list for all callers that asked before the scan began. Callers that ask
 * during a scan wait for the next scan, because their resource may be on a page that was already
 * read. So the list is read at most twice after each request, however many callers wait. If a scan
 * fails, a waiting caller starts the next one.
 *
 * <p>Callers wait by polling with the injected sleeper, until their deadline or their interruption.
 * Thread safe.
 */
public final class SharedScan {

  private static final Duration POLL = Duration.ofMillis(50);

  private final CallSettings settings;
  private final Operation operation;
  private final Function<Instant, Stream<ResourceSummary>> list;

  /** The callers of the next scan; guarded by this. */
  private Round next = new Round();

  /** True while a caller reads the list; guarded by this. */
  private boolean reading;

  public SharedScan(
      CallSettings settings, Operation operation, Function<Instant, Stream<ResourceSummary>> list) {
    this.settings = settings;
    this.operation = operation;
    this.list = list;
  }

  /**
   * Reads the list from its beginning, or waits for another caller's scan.
   *
   * @return the ARNs of the resources that match
   * @throws AwsException if it could not be read before the deadline
   */
  public List<String> find(String name, Map<String, String> tags, Instant deadline) {
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

  /**
   * Returns whether the caller must read the list for a round; then no other caller can join the
   * round.
   */
  private synchronized boolean isMine(Round round) {
    if (reading || round != next) {
      return false;
    }
    reading = true;
    next = new Round();
    return true;
  }

  private void read(Round round, Instant deadline) {
    State end = State.FAILED;
    try {
      end = CallScope.withPriority(round.priority, () -> read(round.all, deadline));
    } finally {
      synchronized (this) {
        reading = false;
      }
      round.state = end;
    }
  }

  /** No caller can join the round any more, and none reads the results until the scan is done. */
  private State read(List<Wanted> all, Instant deadline) {
    all.forEach(wanted -> wanted.found().clear());
    list.apply(deadline)
        .forEach(
            listed ->
                all.stream()
                    .filter(wanted -> listed.matches(wanted.name(), wanted.tags()))
                    .forEach(wanted -> wanted.found().add(listed.arn())));
    return State.DONE;
  }

  private AwsException unfinished() {
    String reason =
        Thread.currentThread().isInterrupted()
            ? "the thread was interrupted while another thread read the list"
            : "another thread did not finish reading the list in time";
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
