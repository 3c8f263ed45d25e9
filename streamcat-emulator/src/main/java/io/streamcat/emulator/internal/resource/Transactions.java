package io.streamcat.emulator.internal.resource;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
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

  private final Account account;
  private final Journal journal;
  private final Consumer<Instant> settle;
  private final List<Later> later = new ArrayList<>();
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
    account.store().takeChanges(START).ifPresent(this::keep);
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
      later.remove(0);
      keepAfter(due.by(), due.at(), due.work());
    }
    settle(now);
    return keepAfter(by, () -> work.apply(now));
  }

  /**
   * Schedules work for a later time, before all calls after that time. Work that is pending at a
   * close or reset is dropped.
   *
   * @param by the name of the work, for readers of the journal
   * @param delay the time until then, on the clock
   */
  public synchronized void later(String by, Duration delay, Consumer<Instant> work) {
    later.add(new Later(by, account.now().plus(delay), work));
    later.sort(Comparator.comparing(Later::at));
  }

  private void settle(Instant now) {
    keepAfter(TIME, now, settle);
  }

  private void keepAfter(String by, Instant now, Consumer<Instant> work) {
    keepAfter(
        by,
        () -> {
          work.accept(now);
          return now;
        });
  }

  /**
   * Runs work and stores its changes, also when it is rejected: a rejected call may have recorded
   * an event.
   */
  private <T> T keepAfter(String by, Supplier<T> work) {
    try {
      return work.get();
    } finally {
      account.store().takeChanges(by).ifPresent(this::keep);
    }
  }

  private void keep(Changes changes) {
    journal.append(changes);
    if (journal.isLong()) {
      journal.replace(account.store().state());
    }
  }

  /** Removes all state. */
  public synchronized void reset() {
    later.clear();
    account.store().clear();
    journal.replace(account.store().state());
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
