package io.streamcat;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.concurrent.ExecutorService;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The clients and threads that StreamCat has created, and closes. */
final class Owned {

  private static final Logger log = LoggerFactory.getLogger(StreamCat.class);

  private final Deque<AutoCloseable> lastFirst = new ArrayDeque<>();

  <C extends AutoCloseable> C add(C resource) {
    lastFirst.push(resource);
    return resource;
  }

  ExecutorService add(ExecutorService threads) {
    lastFirst.push(threads::shutdownNow);
    return threads;
  }

  /** Closes all objects, the last created first; a failure does not stop the others. */
  void close() {
    for (AutoCloseable resource : lastFirst) {
      try {
        resource.close();
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
      } catch (Exception e) {
        log.warn("{} could not be closed", resource.getClass().getName(), e);
      }
    }
  }
}
