package io.streamcat.emulator.internal.resource;

import java.io.UncheckedIOException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.Supplier;

/**
 * Serialized access to an account. Changes are stored in the journal before the caller gets a
 * result. Thread safe.
 */
public final class Transactions {
  private static final String START = "start";
  private static final String TIME = "time";

  /** The greatest amount of work that is scheduled for a time. */
  private static final int MAX_LATER = 10_000;

  private static final System.Logger LOGGER = System.getLogger(Transactions.class.getName());

  private final Account account;
  private final Journal journal;
  private final Consumer<Instant> settle;
  private final List<Later> later = new ArrayList<>();
  private final AtomicLong revision = new AtomicLong();
  private boolean closed;

  /** Work that is scheduled for a time. */
  private record Later(String by, Instant at, Consumer<Instant> work) {}

  /**
   * Creates transactions on the state of a journal.
   *
   * @param settle the work that happens automatically until a time
   */
  public Transactions(Account account, Journal journal, Consumer<Instant> settle) {
    this.account = account;
    this.journal = journal;
    this.settle = settle;
    account.store().restore(journal.found());
    if (journal != Journal.NONE) {
      account.store().allowUndo();
    }
    account.store().takeChanges(START).ifPresent(this::keep);
  }

  /** Returns a number that rises with every change of the state. Takes no lock. */
  public long revision() {
    return revision.get();
  }

  /** Runs work whose changes are not stored in the journal. */
  public synchronized <T> T look(Supplier<T> work) {
    return work.get();
  }

  /** Runs work without a result, as {@link #call} does. */
  public void run(String by, Consumer<Instant> work) {
    call(
        by,
        now -> {
          work.accept(now);
          return "";
        });
  }

  /**
   * Runs work at the time of the clock, after all automatic work until then.
   *
   * @param by the name of the work, for readers of the journal
   */
  public synchronized <T> T call(String by, Function<Instant, T> work) {
    Instant now = account.now();
    while (!later.isEmpty() && !later.get(0).at().isAfter(now)) {
      Later due = later.get(0);
      settle(due.at());
      keepAfter(due.by(), due.at(), due.work());
      later.remove(due);
    }
    settle(now);
    return keepAfter(by, now, () -> work.apply(now));
  }

  /**
   * Schedules work for a later time, before all calls after that time. Work that is pending at a
   * close or reset is dropped, and so is work while too much is pending.
   *
   * @param by the name of the work, for readers of the journal
   * @param delay the time until then, on the clock
   */
  public synchronized void later(String by, Duration delay, Consumer<Instant> work) {
    if (later.size() < MAX_LATER) {
      later.add(new Later(by, account.now().plus(delay), work));
      later.sort(Comparator.comparing(Later::at));
    }
  }

  private void settle(Instant now) {
    keepAfter(TIME, now, settle);
  }

  private void keepAfter(String by, Instant now, Consumer<Instant> work) {
    keepAfter(
        by,
        now,
        () -> {
          work.accept(now);
          return now;
        });
  }

  /**
   * Runs work and stores its changes, also when it is rejected: a rejected call may have recorded
   * an event. Changes that cannot be stored are undone.
   */
  private <T> T keepAfter(String by, Instant now, Supplier<T> work) {
    try {
      return work.get();
    } finally {
      Retention.apply(account, now);
      account.store().takeChanges(by).ifPresent(this::keep);
    }
  }

  private void keep(Changes changes) {
    try {
      journal.append(changes);
    } catch (UncheckedIOException e) {
      account.store().undo();
      account.takePending();
      throw e;
    }
    account.store().commit();
    revision.incrementAndGet();
    account.takePending().forEach(Runnable::run);
    if (journal.isLong()) {
      shorten();
    }
  }

  /**
   * Shortens the journal. It holds every change already, so no call fails if this is impossible.
   */
  private void shorten() {
    try {
      journal.replace(account.store().state());
    } catch (UncheckedIOException e) {
      LOGGER.log(System.Logger.Level.WARNING, "Changes stored, but the file keeps growing", e);
    }
  }

  /**
   * Removes all state, or nothing.
   *
   * @throws UncheckedIOException if the journal cannot be written; nothing is removed then
   */
  public synchronized void reset() {
    State before = account.store().state();
    account.store().clear();
    try {
      journal.replace(account.store().state());
    } catch (UncheckedIOException e) {
      account.store().restore(before);
      throw e;
    }
    later.clear();
    revision.incrementAndGet();
  }

  /** Stores the state for the last time. Closing again has no effect. */
  public synchronized void close() {
    if (!closed) {
      closed = true;
      try (journal) {
        journal.replace(account.store().state());
      }
    }
  }
}
