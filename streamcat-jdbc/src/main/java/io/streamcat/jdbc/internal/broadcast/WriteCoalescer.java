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
 * Joins writes that arrive while another write is under way: of the threads that wait, the first
 * writes for all of them.
 *
 * <p>If a joint write fails, each thread repeats its own part, so that none fails because of
 * another one. A thread that waits too long for its turn writes its part alone: a write that hangs,
 * for example at a locked row, delays other writes and never stops them. An interrupt ends all
 * waiting. Thread safe.
 *
 * @param <T> a part of a write
 */
public final class WriteCoalescer<T> {

  private static final Logger log = LoggerFactory.getLogger(WriteCoalescer.class);

  private final Consumer<List<T>> work;
  private final Duration patience;
  private final Duration limit;

  /** Guards all that follows; held for moments only. */
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
   * Writes a part, and returns when it is written.
   *
   * @throws StorageException if the thread is interrupted, or another thread does not come to an
   *     end with this part; whether it is written is unknown then
   */
  public void run(T part) {
    Share<T> mine = new Share<>(part, lock.newCondition());
    switch (awaitTurn(mine)) {
      case LEADING -> lead(mine);
      case DONE -> {}
      default -> work.accept(List.of(part));
    }
  }

  private State awaitTurn(Share<T> mine) {
    lock.lock();
    try {
      if (!isBusy) {
        isBusy = true;
        mine.state = State.LEADING;
        return mine.state;
      }
      waiting.add(mine);
      if (awaitEndOf(State.WAITING, mine, patience)) {
        waiting.remove(mine);
      } else if (awaitEndOf(State.TAKEN, mine, limit)) {
        throw new StorageException(
            "another thread is still storing the same events after " + limit, true, null);
      }
      return mine.state;
    } catch (InterruptedException e) {
      if (mine.state == State.LEADING) {
        handOver();
      } else {
        waiting.remove(mine);
      }
      Thread.currentThread().interrupt();
      throw new StorageException("interrupted while waiting to store events", true, e);
    } finally {
      lock.unlock();
    }
  }

  /** Returns true if the state is the same after that time. */
  private static boolean awaitEndOf(State state, Share<?> mine, Duration time)
      throws InterruptedException {
    long left = time.toNanos();
    while (mine.state == state) {
      if (left <= 0) {
        return true;
      }
      left = mine.changed.awaitNanos(left);
    }
    return false;
  }

  private void lead(Share<T> mine) {
    List<Share<T>> shares = takeAll(mine);
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
      work.accept(List.of(mine.part));
    }
  }

  private List<Share<T>> takeAll(Share<T> mine) {
    lock.lock();
    try {
      List<Share<T>> shares = new ArrayList<>(List.of(mine));
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

  /** Appoints the thread that waits longest as the next leader. */
  private void handOver() {
    Share<T> next = waiting.poll();
    isBusy = next != null;
    if (next != null) {
      next.become(State.LEADING);
    }
  }
}
