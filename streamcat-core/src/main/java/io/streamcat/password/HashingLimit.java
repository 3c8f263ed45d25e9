package io.streamcat.password;

import io.streamcat.aws.internal.CallScope;
import io.streamcat.exception.PasswordHashingBusyException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;

/**
 * The limit on concurrent password hashes: one processor each, and a quarter of the heap together.
 * Callers are served in the order of arrival; a hash that needs more memory waits until enough is
 * free. Thread safe.
 */
final class HashingLimit {

  /** The longest wait of a caller without a deadline. */
  static final Duration LONGEST_WAIT = Duration.ofSeconds(10);

  /** The wait of a caller whose deadline has passed, possibly only because its clock differs. */
  static final Duration SHORTEST_WAIT = Duration.ofSeconds(1);

  /** Keeps the arithmetic of a distant deadline in range. */
  private static final Duration LONGEST_DEADLINE = Duration.ofDays(1);

  /** The heap that a hash holds for each KiB of Argon2's memory: a block and its array header. */
  static final long BYTES_PER_KIB = 1_044;

  private static final int SHARE_OF_HEAP = 4;

  private final Semaphore free;
  private final int capacity;
  private final int largest;
  private final Clock clock;

  /**
   * Creates a limit.
   *
   * @param memoryKib the memory of the usual hash
   * @param processors the most hashes at the same time
   * @param heap the greatest size of the heap in bytes
   * @param clock the clock of deadlines
   */
  HashingLimit(int memoryKib, int processors, long heap, Clock clock) {
    // One hash is always allowed, even if the heap is small.
    long affordable = Math.min(Integer.MAX_VALUE, heap / SHARE_OF_HEAP / BYTES_PER_KIB);
    largest = (int) Math.max(memoryKib, affordable);
    capacity = (int) Math.min(largest, (long) memoryKib * processors);
    free = new Semaphore(capacity, true);
    this.clock = clock;
  }

  /** Returns the limit of this virtual machine. */
  static HashingLimit ofMachine(int memoryKib) {
    Runtime machine = Runtime.getRuntime();
    return new HashingLimit(
        memoryKib, machine.availableProcessors(), machine.maxMemory(), Clock.systemUTC());
  }

  /** Returns the most memory that one hash may use, in KiB. */
  int largest() {
    return largest;
  }

  /** Returns the number of hashes of a size that may run at the same time. */
  int parallel(int memoryKib) {
    return capacity / memoryKib;
  }

  /** Returns the number of waiting callers, for tests. */
  int waiting() {
    return free.getQueueLength();
  }

  /**
   * Runs a hash as soon as enough memory is free.
   *
   * @throws PasswordHashingBusyException if the memory is not free by the caller's deadline, or
   *     within {@link #LONGEST_WAIT} without a deadline, or if the thread is interrupted meanwhile
   */
  <T> T run(int memoryKib, Supplier<T> hash) {
    int needed = Math.min(memoryKib, capacity);
    acquire(needed);
    try {
      return hash.get();
    } finally {
      free.release(needed);
    }
  }

  private void acquire(int needed) {
    Duration patience = patience();
    try {
      if (!free.tryAcquire(needed, patience.toNanos(), TimeUnit.NANOSECONDS)) {
        throw new PasswordHashingBusyException(
            "other hashes used all processors or all memory for "
                + patience.toMillis()
                + " ms; try again later, or give the application more of them");
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new PasswordHashingBusyException("the thread was interrupted while waiting");
    }
  }

  private Duration patience() {
    Instant deadline = CallScope.deadline();
    if (deadline == null) {
      return LONGEST_WAIT;
    }
    Duration left = Duration.between(clock.instant(), deadline);
    if (left.compareTo(SHORTEST_WAIT) < 0) {
      return SHORTEST_WAIT;
    }
    return left.compareTo(LONGEST_DEADLINE) < 0 ? left : LONGEST_DEADLINE;
  }
}
