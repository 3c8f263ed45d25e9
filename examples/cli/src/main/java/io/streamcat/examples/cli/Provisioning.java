package io.streamcat.examples.cli;

import io.streamcat.examples.cli.ProvisionResult.Result;
import io.streamcat.examples.cli.UserQueue.Chunk;
import io.streamcat.examples.cli.UserQueue.Outcome;
import io.streamcat.examples.cli.UserQueue.Queued;
import io.streamcat.examples.support.Entry;
import io.streamcat.examples.support.Entry.SignUp;
import io.streamcat.exception.StreamCatException;
import io.streamcat.exception.UserBusyException;
import io.streamcat.provisioning.RecoveryReport;
import io.streamcat.repository.UserRecord;
import io.streamcat.user.UserId;
import io.streamcat.user.UserState;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * The registration of the users of a file: one thread queues them, and recovery, here and in other
 * processes, creates their resources.
 */
final class Provisioning {

  private static final Duration PAUSE = Duration.ofMillis(100);

  /** The time after which users whose work has failed are tried again. */
  private static final Duration SLICE = Duration.ofMinutes(10);

  /** The number of open users who are looked at although this process has other work. */
  private static final int FEW = 1_000;

  /** The number of users from which the expected end is announced. */
  private static final int MANY = 20;

  private final List<Entry> entries;
  private final Session session;
  private final Output output;
  private final Duration lease;
  private final UserQueue queue;
  private final Results progress;
  private final OrderedResults results;
  private final BlockingQueue<Chunk> chunks = new LinkedBlockingQueue<>();
  private final Map<UserId, Queued> open = new LinkedHashMap<>();

  /** The users who were completed before their chunk was read. */
  private final Set<UserId> early = new HashSet<>();

  private final Map<UserId, StreamCatException> failures = new HashMap<>();
  private final Set<UserId> leased = new HashSet<>();
  private CompletableFuture<?> queued = CompletableFuture.completedFuture(null);
  private volatile @Nullable String stopped;
  private boolean isAnnounced;
  private long progressed = System.nanoTime();

  /**
   * Creates a registration.
   *
   * @param entries the entries of the file
   * @param session the database and the StreamCat instance
   * @param output the output
   * @param lease the time for which a crashed process blocks a user
   */
  Provisioning(List<Entry> entries, Session session, Output output, Duration lease) {
    this.entries = entries;
    this.session = session;
    this.output = output;
    this.lease = lease;
    this.queue = new UserQueue(entries, session, new Patience(lease, output), this::isStopped);
    this.progress = new Results(output, entries.size());
    this.results = new OrderedResults(progress);
  }

  /**
   * Queues all users.
   *
   * @param waits whether to create their resources, too
   * @return the exit status
   */
  int run(boolean waits) throws InterruptedException {
    output.interruption().begin();
    queued = CompletableFuture.runAsync(this::queueAll, task -> new Thread(task).start());
    while (!isStopped() && !(isQueued() && (open.isEmpty() || !waits))) {
      progress.showProgress();
      take(chunks.poll(open.isEmpty() || !waits ? PAUSE.toMillis() : 0, TimeUnit.MILLISECONDS));
      if (waits && !open.isEmpty()) {
        recover();
      }
    }
    queued.join();
    chunks.forEach(this::take);
    leave();
    if (stopped != null) {
      output.problem(stopped, null);
    }
    int status = results.end();
    return status == Main.DONE && stopped != null ? Main.FAILED : status;
  }

  private void queueAll() {
    while (!queue.isAtEnd()) {
      chunks.add(queue.next());
    }
  }

  private boolean isStopped() {
    return stopped != null || output.interruption().isRequested();
  }

  private boolean isQueued() {
    return queued.isDone() && chunks.isEmpty();
  }

  private void take(@Nullable Chunk chunk) {
    if (chunk == null) {
      return;
    }
    chunk.outcomes().forEach(results::add);
    chunk.queued().forEach(user -> open.put(user.id(), user));
    chunk.queued().stream().filter(user -> early.remove(user.id())).forEach(this::complete);
  }

  /** Runs recovery; if no user is due, looks for those whom other processes work on. */
  private void recover() throws InterruptedException {
    try {
      announce();
      RecoverySlice slice =
          RecoverySlice.run(session.streamcat().recovery(), SLICE, System::nanoTime, this::proceed);
      stopped = slice.stopped();
      if (stopped == null && (!slice.isMore() || open.size() <= FEW)) {
        lookAtOpen();
      }
    } catch (StreamCatException e) {
      stopped = RecoverySlice.stoppedEarly(Messages.of(e));
    }
  }

  /**
   * Records the result of a user, and returns whether further users may be processed. Threads of
   * recovery call it one after another while the main thread waits for them.
   */
  private boolean proceed(RecoveryReport user) {
    take(user);
    for (Chunk chunk = chunks.poll(); chunk != null; chunk = chunks.poll()) {
      take(chunk);
    }
    progress.showProgress();
    announce();
    return !isStopped() && !(isQueued() && open.isEmpty());
  }

  private void announce() {
    if (!isQueued() || isAnnounced) {
      return;
    }
    isAnnounced = true;
    var backlog = session.streamcat().users().backlog();
    if (backlog.waiting() > MANY) {
      output.note(BacklogCommand.text(backlog));
    }
  }

  private void take(RecoveryReport report) {
    if (!report.isEmpty()) {
      progressed = System.nanoTime();
    }
    failures.putAll(report.failed());
    report.failed().keySet().stream()
        .map(open::get)
        .filter(Objects::nonNull)
        .forEach(user -> results.defer(user.position()));
    report.completed().stream().filter(id -> !open.containsKey(id)).forEach(early::add);
    report.completed().stream().map(open::get).filter(Objects::nonNull).forEach(this::complete);
  }

  private void complete(Queued user) {
    settle(user, ProvisionResult.of(user.whenDone(), null));
  }

  private void settle(Queued user, ProvisionResult result) {
    progressed = System.nanoTime();
    open.remove(user.id());
    results.add(user.outcome(result.with(record(user).orElse(null))));
  }

  private Optional<UserRecord> record(Queued user) {
    try {
      return session.store().users().findById(user.id());
    } catch (StreamCatException e) {
      // The result itself is known.
      return Optional.empty();
    }
  }

  private void lookAtOpen() throws InterruptedException {
    int before = open.size();
    for (Queued user : List.copyOf(open.values())) {
      Optional<UserRecord> record = session.store().users().findById(user.id());
      if (record.isEmpty() || record.get().state().isEnding()) {
        settle(user, failure("the user was removed meanwhile"));
      } else {
        look(user, record.get());
      }
    }
    if (open.size() == before) {
      giveUpInTime();
      TimeUnit.MILLISECONDS.sleep(PAUSE.toMillis());
    }
  }

  private void look(Queued user, UserRecord record) {
    if (record.state() != UserState.QUEUED) {
      complete(user);
    } else if (record.lease() != null) {
      if (leased.add(user.id())) {
        output.note(Patience.waiting(user.username()));
        results.defer(user.position());
      }
    } else if (isQueued() && record.dueAt().filter(Instant.now()::isBefore).isPresent()) {
      settle(user, ProvisionResult.failed(problem(user, record)));
    }
  }

  private StreamCatException problem(Queued user, UserRecord record) {
    StreamCatException failure = failures.get(user.id());
    String problem = record.pending().problem().orElse("the next attempt is not due");
    return failure == null ? new StreamCatException(problem, true, null) : failure;
  }

  private static ProvisionResult failure(String reason) {
    return ProvisionResult.failed(new StreamCatException(reason, true, null));
  }

  /** A lease ends in time, unless clocks differ or another process fails again and again. */
  private void giveUpInTime() {
    if (System.nanoTime() - progressed > lease.toNanos()) {
      List.copyOf(open.values())
          .forEach(
              user ->
                  settle(user, ProvisionResult.failed(new UserBusyException(user.id().value()))));
    }
  }

  /** Prints the users who stay in the queue, and the entries that were not read. */
  private void leave() {
    for (Queued user : List.copyOf(open.values())) {
      StreamCatException failure = failures.get(user.id());
      settle(
          user,
          failure == null
              ? ProvisionResult.of(Result.QUEUED, null)
              : ProvisionResult.failed(failure));
    }
    for (int i = results.firstUnknown(0); i < entries.size(); i = results.firstUnknown(i)) {
      Entry entry = entries.get(i);
      String name = entry instanceof SignUp signUp ? signUp.username() : null;
      results.add(new Outcome(i, entry.origin(), name, ProvisionResult.of(Result.LEFT, null)));
    }
  }
}
