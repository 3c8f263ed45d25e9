package io.streamcat.jdbc;

import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.locks.Lock;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Has done at once what comes while something is being done: of the threads that wait meanwhile,
 * the first does the work of all.
 *
 * <p>If that fails, each does its own, so that nothing fails because of something else. Thread
 * safe.
 *
 * @param <T> what there is to do
 */
final class Together<T> {

  private static final Logger log = LoggerFactory.getLogger(Together.class);

  private final Consumer<List<T>> work;
  private final Queue<Share<T>> waiting = new ConcurrentLinkedQueue<>();

  /** Guards what becomes of a share. */
  private final Lock turn = new ReentrantLock();

  Together(Consumer<List<T>> work) {
    this.work = work;
  }

  private static final class Share<T> {

    private final T part;
    private boolean taken;
    private boolean done;

    private Share(T part) {
      this.part = part;
    }
  }

  /** Returns when it is done. */
  void run(T part) {
    Share<T> mine = new Share<>(part);
    waiting.add(mine);
    turn.lock();
    try {
      if (!mine.taken) {
        runAll();
      }
    } finally {
      turn.unlock();
    }
    if (!mine.done) {
      work.accept(List.of(part));
    }
  }

  private void runAll() {
    List<Share<T>> shares = new ArrayList<>();
    for (Share<T> next = waiting.poll(); next != null; next = waiting.poll()) {
      next.taken = true;
      shares.add(next);
    }
    try {
      work.accept(shares.stream().map(share -> share.part).toList());
      shares.forEach(share -> share.done = true);
    } catch (RuntimeException e) {
      if (shares.size() == 1) {
        throw e;
      }
      log.debug("{} threads go on each for itself", shares.size(), e);
    }
  }
}
