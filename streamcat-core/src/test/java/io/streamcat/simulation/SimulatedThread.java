package io.streamcat.simulation;

import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;

/**
 * A thread of a simulated server.
 *
 * <p>It runs on a real thread, its carrier, and only while it holds the baton. A carrier can hold
 * several simulated threads on its stack: a thread that awaits its tasks runs them itself unless a
 * switch has started them elsewhere. That saves most switches of the real thread.
 *
 * <p>All fields except {@link #baton} are guarded by the baton.
 */
final class SimulatedThread {

  /** The states of a thread, including the reasons for which it cannot continue. */
  enum State {
    READY,
    SLEEPING,
    JOINING,
    ENDED
  }

  private final Scheduler scheduler;
  private final @Nullable SimulatedServer server;
  private final @Nullable SimulatedThread parent;
  private final String name;
  private final int hash;
  private final Runnable body;

  private @Nullable Thread carrier;
  private State state = State.READY;
  private long wakeAt;
  private int ordinal;
  private int children;
  private int unfinishedChildren;
  private long lastRun;
  private boolean interruptPending;
  private int interrupts;
  private long interruptedAt;
  private long spentByOthersAtInterrupt;
  private volatile boolean baton;

  SimulatedThread(
      Scheduler scheduler,
      @Nullable SimulatedServer server,
      @Nullable SimulatedThread parent,
      String name,
      Runnable body) {
    this.scheduler = scheduler;
    this.server = server;
    this.parent = parent;
    this.name = name;
    this.hash = name.hashCode();
    this.body = body;
    if (parent != null) {
      parent.unfinishedChildren++;
    }
  }

  Scheduler scheduler() {
    return scheduler;
  }

  /** The server, or null for the thread that drives the run. */
  @Nullable SimulatedServer server() {
    return server;
  }

  @Nullable SimulatedThread parent() {
    return parent;
  }

  String name() {
    return name;
  }

  int hash() {
    return hash;
  }

  int ordinal() {
    return ordinal;
  }

  void passPoint() {
    ordinal++;
  }

  String nextChildName() {
    children++;
    return name + "." + children;
  }

  boolean isStarted() {
    return carrier != null;
  }

  boolean isOn(Thread thread) {
    return carrier == thread;
  }

  void carriedBy(Thread thread) {
    carrier = thread;
  }

  long lastRun() {
    return lastRun;
  }

  void ran(long turn) {
    lastRun = turn;
  }

  State state() {
    return state;
  }

  void state(State next) {
    state = next;
  }

  void sleepUntil(long time) {
    wakeAt = time;
    state = State.SLEEPING;
  }

  boolean hasUnfinishedChildren() {
    return unfinishedChildren > 0;
  }

  /** Returns whether the thread only unwinds: its server is dead, or the run is over. */
  boolean isDoomed() {
    return scheduler.isAborted() || (server != null && server.isDead());
  }

  boolean canRun(long now) {
    return isDoomed() ? state != State.JOINING || !hasUnfinishedChildren() : runnableFrom() <= now;
  }

  /**
   * Returns the time at which the waiting thread becomes runnable, {@link Long#MAX_VALUE} for
   * never.
   */
  long runnableFrom() {
    long stalledUntil = server == null ? 0 : server.stalledUntil();
    return switch (state) {
      case READY -> stalledUntil;
      case SLEEPING -> Math.max(wakeAt, stalledUntil);
      case JOINING -> hasUnfinishedChildren() ? Long.MAX_VALUE : stalledUntil;
      case ENDED -> Long.MAX_VALUE;
    };
  }

  /** Returns the number of interrupts of the thread. */
  int interrupts() {
    return interrupts;
  }

  /** Returns the time of the last interrupt. */
  long interruptedAt() {
    return interruptedAt;
  }

  /** Returns the time that other servers had spent at the last interrupt. */
  long spentByOthersAtInterrupt() {
    return spentByOthersAtInterrupt;
  }

  /** Interrupts the thread, which runs or waits. */
  void interrupt(long now, boolean running) {
    interrupts++;
    interruptedAt = now;
    spentByOthersAtInterrupt = server == null ? 0 : server.spentByOthers();
    if (running) {
      Thread.currentThread().interrupt();
      return;
    }
    interruptPending = true;
    if (state == State.SLEEPING) {
      wakeAt = Math.min(wakeAt, now);
    }
  }

  void run() {
    deliverInterrupt();
    body.run();
  }

  void end() {
    state = State.ENDED;
    if (parent != null) {
      parent.unfinishedChildren--;
    }
  }

  /**
   * Resumes the thread; the caller must not touch the simulation until the caller itself is
   * resumed.
   */
  void resume() {
    baton = true;
    LockSupport.unpark(carrier);
  }

  /** Waits on the carrier until the thread is resumed. */
  void awaitBaton() {
    // With a set interrupt status, park would return immediately.
    boolean interrupted = Thread.interrupted();
    while (!baton) {
      LockSupport.park(this);
      interrupted |= Thread.interrupted();
    }
    baton = false;
    interruptPending |= interrupted;
    deliverInterrupt();
  }

  void deliverInterrupt() {
    if (interruptPending) {
      interruptPending = false;
      Thread.currentThread().interrupt();
    }
  }

  @Override
  public String toString() {
    return name + " (" + state + ")";
  }
}
