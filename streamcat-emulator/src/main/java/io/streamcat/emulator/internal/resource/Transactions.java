package io.streamcat.emulator.internal.resource;

import java.time.Instant;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.Supplier;

/**
 * Lets callers work on an account one at a time, as if each had it for itself. What one has changed
 * is kept before it learns of it. Thread safe.
 */
final class Transactions {
  private static final String START = "start";
  private static final String TIME = "time";

  private final Account account;
  private final Journal journal;
  private final Consumer<Instant> settle;
  private boolean closed;

  /**
   * Goes on from what the journal has kept.
   *
   * @param settle does what is to happen by itself until a time
   */
  Transactions(Account account, Journal journal, Consumer<Instant> settle) {
    this.account = account;
    this.journal = journal;
    this.settle = settle;
    account.store().restore(journal.found());
    account.store().takeChanges(START).ifPresent(this::keep);
  }

  /** Looks at something, or does what is not kept. */
  synchronized <T> T look(Supplier<T> work) {
    return work.get();
  }

  /** Does something that returns nothing, as {@link #call} does. */
  void run(String by, Consumer<Instant> work) {
    call(
        by,
        now -> {
          work.accept(now);
          return "";
        });
  }

  /**
   * Does something at the time of the clock, after what has happened by itself until then.
   *
   * @param by what does it, for whoever reads the journal
   */
  synchronized <T> T call(String by, Function<Instant, T> work) {
    Instant now = account.now();
    keepAfter(
        TIME,
        () -> {
          settle.accept(now);
          return now;
        });
    return keepAfter(by, () -> work.apply(now));
  }

  /** What is refused may have left something nevertheless: an event that tells of it, or so. */
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

  /** Forgets everything. */
  synchronized void reset() {
    account.store().clear();
    journal.replace(account.store().state());
  }

  /** Keeps the state for the last time; closing twice does nothing. */
  synchronized void close() {
    if (!closed) {
      closed = true;
      try (journal) {
        journal.replace(account.store().state());
      }
    }
  }
}
