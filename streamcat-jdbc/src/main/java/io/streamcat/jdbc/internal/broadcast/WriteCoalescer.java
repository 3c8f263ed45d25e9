package io.streamcat.jdbc.internal.broadcast;

import io.streamcat.exception.StorageException;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.Lock;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A coalescer of writes that arrive while another write is under way: the first of the waiting
 * threads writes for all of them.
 *
 * <p>If a joint write fails, each thread repeats its own part, so that no part fails because of
 * another one. A thread that waits too long for its turn writes its part alone: a write that hangs,
 * for example at a locked row, only delays other writes. An interrupt ends all waiting. Thread
 * safe.
 *
 * @param <T> a part of a write
 */
public final class WriteCoalescer<T> {

  private static final Logger log = LoggerFactory.getLogger(WriteCoalescer.class);

  private final Consumer<List<T>> work;
  private final Duration patience;
  private final Duration limit;

  /** Guards the fields below, and is held for moments only. */
  private final Lock lock = new ReentrantLock();

  private final Deque<Share<T>> waiting = new ArrayDeque<>();
  private boolean isBusy;

  /**
   * Creates a coalescer.
   *
   * @param work writes parts, all or none
   * @param patience the time after which a thread stops waiting for its turn
   * @param limit the time after which a thread stops waiting for a write that another thread began
   */
  public WriteCoalescer(Consumer<List<T>> work, Duration patience, Duration limit) {
    this.work = work;
    this.patience = patience;
    this.limit = limit;
  }

  private enum State {
    WAITING,
    LEADING,
    TAKEN,
    DONE,
    FAILED
  }

  private static final class Share<T> {

    private final T part;
    private final Condition changed;
    private State state = State.WAITING;

    private Share(T part, Condition changed) {
      this.part = part;
      this.changed = changed;
    }

    private void become(State next) {
      state = next;
      changed.signal();
    }
  }

  /**
   * Writes a part and waits until it is written.
   *
   * @throws StorageException if the thread is interrupted, or another thread does not finish
   *     writing this part in time; the part may have been written
   */
  public void run(T part) {
    Share<T> own = new Share<>(part, lock.newCondition());
    switch (awaitTurn(own)) {
      case LEADING -> lead(own);
      case DONE -> {}
      default -> work.accept(List.of(part));
    }
  }

  private State awaitTurn(Share<T> own) {
    lock.lock();
    try {
      if (!isBusy) {
        isBusy = true;
        own.state = State.LEADING;
        return own.state;
      }
      waiting.add(own);
      if (awaitEndOf(State.WAITING, own, patience)) {
        waiting.remove(own);
      } else if (awaitEndOf(State.TAKEN, own, limit)) {
        throw new StorageException(
            "another thread has not stored the same events within " + limit, true, null);
      }
      return own.state;
    } catch (InterruptedException e) {
      if (own.state == State.LEADING) {
        handOver();
      } else {
        waiting.remove(own);
      }
      Thread.currentThread().interrupt();
      throw new StorageException("interrupted while waiting to store events", true, e);
    } finally {
      lock.unlock();
    }
  }

  /** Returns true if the state is unchanged after the time. */
  private static boolean awaitEndOf(State state, Share<?> own, Duration time)
      throws InterruptedException {
    long left = time.toNanos();
    while (own.state == state) {
      if (left <= 0) {
        return true;
      }
      left = own.changed.awaitNanos(left);
    }
    return false;
  }

  private void lead(Share<T> own) {
    List<Share<T>> shares = takeAll(own);
    State result = State.FAILED;
    try {
      work.accept(shares.stream().map(share -> share.part).toList());
      result = State.DONE;
    } catch (RuntimeException e) {
      if (shares.size() == 1) {
        throw e;
      }
      log.debug(
          "A joint write failed; each thread repeats its own part threads={}", shares.size(), e);
    } finally {
      end(shares, result);
    }
    if (result == State.FAILED) {
      work.accept(List.of(own.part));
    }
  }

  private List<Share<T>> takeAll(Share<T> own) {
    lock.lock();
    try {
      List<Share<T>> shares = new ArrayList<>(List.of(own));
      shares.addAll(waiting);
      waiting.forEach(share -> share.become(State.TAKEN));
      waiting.clear();
      return shares;
    } finally {
      lock.unlock();
    }
  }

  private void end(List<Share<T>> shares, State result) {
    lock.lock();
    try {
      shares.forEach(share -> share.become(result));
      handOver();
    } finally {
      lock.unlock();
    }
  }

  /** Promotes the thread that has waited longest to the next leader. */
  private void handOver() {
    Share<T> next = waiting.poll();
    isBusy = next != null;
    if (next != null) {
      next.become(State.LEADING);
    }
  }
}
