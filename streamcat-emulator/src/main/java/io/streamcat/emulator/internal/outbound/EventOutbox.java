package io.streamcat.emulator.internal.outbound;

import io.streamcat.emulator.EventDestination;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.function.IntConsumer;

/** The queue of events for one destination, and the thread that delivers them. Thread safe. */
public final class EventOutbox implements AutoCloseable {
  /** The greatest number of waiting events. */
  public static final int MAX_WAITING = 10_000;

  private static final System.Logger LOGGER = System.getLogger(EventOutbox.class.getName());

  private final EventDestination destination;
  private final EventTarget target;
  private final IntConsumer delivered;
  private final ThreadPoolExecutor thread =
      new ThreadPoolExecutor(
          1,
          1,
          0,
          TimeUnit.SECONDS,
          new LinkedBlockingQueue<>(MAX_WAITING),
          EventOutbox::daemon,
          new ThreadPoolExecutor.DiscardPolicy());

  /**
   * Creates an outbox.
   *
   * @param delivered a listener for the number of events that are no longer waiting
   */
  EventOutbox(EventDestination destination, EventTarget target, IntConsumer delivered) {
    this.destination = destination;
    this.target = target;
    this.delivered = delivered;
  }

  private static Thread daemon(Runnable task) {
    Thread thread = new Thread(task, "streamcat-emulator-events");
    thread.setDaemon(true);
    return thread;
  }

  /** Adds an event. Returns whether there was room for it. */
  boolean add(byte[] event) {
    if (thread.getQueue().remainingCapacity() == 0) {
      LOGGER.log(
          System.Logger.Level.WARNING,
          "Event dropped; the queue is full: waiting="
              + MAX_WAITING
              + ", destination="
              + destination);
      return false;
    }
    thread.execute(() -> deliver(event));
    return true;
  }

  private void deliver(byte[] event) {
    try {
      target.deliver(event);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    } catch (IOException e) {
      LOGGER.log(
          System.Logger.Level.WARNING,
          "Event not delivered: destination=" + destination + ", cause=" + e);
    } catch (RuntimeException e) {
      LOGGER.log(System.Logger.Level.WARNING, "Event not delivered: destination=" + destination, e);
    } finally {
      delivered.accept(1);
    }
  }

  /** Drops waiting events. */
  void clear() {
    List<Runnable> dropped = new ArrayList<>();
    thread.getQueue().drainTo(dropped);
    delivered.accept(dropped.size());
  }

  /** Stops immediately: drops waiting events and interrupts the delivery in progress. */
  @Override
  public void close() {
    delivered.accept(thread.shutdownNow().size());
  }
}
