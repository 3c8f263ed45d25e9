package io.streamcat.simulation;

import io.streamcat.simulation.SimulatedThread.State;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * One run of a simulation: its threads, which run one at a time, and its virtual time.
 *
 * <p>The running thread holds the baton. It passes the baton on only at a {@link #point}, if the
 * schedule decides so or the thread cannot continue. Everything in a run is therefore guarded by
 * the baton and needs no lock, and equal decisions lead to equal runs.
 *
 * <p>Time stands still while threads compute. A call costs a fixed time, and when no thread can
 * run, time jumps to the next moment at which one can.
 */
public final class Scheduler {

  /** The virtual time at which every run begins. */
  public static final Instant START = Instant.parse("2026-11-23T12:00:00Z");

  /** The most points of a run; far more than any finite run needs. */
  private static final int MOST_POINTS = 50_000;

  private final Schedule schedule;
  private final Workers workers;
  private final History history;
  private final Timeline timeline = new Timeline();
  private final SimulatedThread driver;
  private final Roster unfinished = new Roster();

  private SimulatedThread current;
  private long turns;
  private boolean calm;
  private boolean aborted;
  private @Nullable Throwable failure;

  Scheduler(Schedule schedule, Workers workers, @Nullable Trace trace) {
    this.schedule = schedule;
    this.workers = workers;
    this.history = new History(trace);
    this.driver = new SimulatedThread(this, null, null, "main", () -> {});
    this.current = driver;
    driver.carriedBy(Thread.currentThread());
  }

  /**
   * Adds a server.
   *
   * @param name the server's name, unique in the run
   * @param skew the lead of its clock over virtual time
   * @return a new server
   */
  public SimulatedServer server(String name, Duration skew) {
    return new SimulatedServer(this, timeline, name, skew);
  }

  /**
   * Runs all threads until they have ended.
   *
   * @throws AssertionError if the run has failed
   */
  public void run() {
    awaitChildren(driver);
    if (failure != null) {
      throw new AssertionError(failure);
    }
  }

  /**
   * Enables or disables the calm phase, without decisions of the schedule: no faults occur, and
   * threads switch only when they wait.
   *
   * @param value true from now on, or false again
   */
  public void calm(boolean value) {
    calm = value;
  }

  /**
   * Returns the faults that were injected so far.
   *
   * @return the faults in their order
   */
  public List<Fault> injected() {
    return history.faults();
  }

  /**
   * Fails the run, unless it has already failed. Does not return.
   *
   * @param problem the failure
   */
  public void fail(Throwable problem) {
    abort(problem);
    throw new Unwind();
  }

  private void abort(Throwable problem) {
    if (failure == null && !(problem instanceof Unwind)) {
      failure = problem;
    }
    aborted = true;
  }

  /** Returns the virtual time, in nanoseconds since {@link #START}. */
  public long now() {
    return timeline.now();
  }

  /**
   * Advances time while the current thread waits for an answer.
   *
   * @param nanos the duration
   */
  public void spend(long nanos) {
    timeline.spend(nanos, current.server());
    advanceTo(now() + nanos);
  }

  /**
   * Schedules an effect that takes place later.
   *
   * @param nanos the virtual time from now
   * @param effect the effect; it must not reach a point
   */
  public void later(long nanos, Runnable effect) {
    timeline.add(now() + nanos, effect);
  }

  private void advanceTo(long time) {
    try {
      timeline.advanceTo(time);
    } catch (Throwable e) {
      abort(e);
    }
  }

  /**
   * Passes a point, at which the schedule may make a decision.
   *
   * @param point the point
   * @param subject the subject or result of the call, for traces; may be null
   * @return the decision if the caller must execute it, because its fault is one of a call;
   *     otherwise null
   */
  public @Nullable Decision point(Point point, @Nullable Object subject) {
    SimulatedThread thread = current;
    if (!thread.isOn(Thread.currentThread())) {
      throw new IllegalStateException(
          "a thread outside the simulation calls into it: " + Thread.currentThread());
    }
    boolean open = pass(thread, point);
    if (thread.isDoomed()) {
      throw new Unwind();
    }
    Decision decision = open ? schedule.at(thread, point) : null;
    history.step(now(), thread, point, subject, decision);
    return decision == null ? null : carryOut(thread, decision);
  }

  /** Counts a point and returns whether the schedule may decide there. */
  private boolean pass(SimulatedThread thread, Point point) {
    if (history.pass(thread, point) == MOST_POINTS) {
      abort(new AssertionError("the run does not end: it has " + MOST_POINTS + " points"));
    }
    return !calm && thread != driver;
  }

  private @Nullable Decision carryOut(SimulatedThread thread, Decision decision) {
    if (decision.fault() == null) {
      SimulatedThread target = unfinished.runnable(decision.target(), now());
      if (target != null && target != thread) {
        history.decide(decision);
        handOver(thread, target);
      }
      return null;
    }
    history.decide(decision);
    thread.server().struckBy(decision.fault());
    switch (decision.fault()) {
      case STALL -> stall(Duration.ofMillis(decision.millis()).toNanos());
      case KILL -> {
        thread.server().kill();
        throw new Unwind();
      }
      case INTERRUPT -> interrupt(callerOf(thread));
      default -> {
        return decision;
      }
    }
    return null;
  }

  /**
   * Stalls all threads of the current server for a while.
   *
   * @param nanos the duration
   */
  public void stall(long nanos) {
    current.server().stall(now() + nanos);
    giveWay(current, Point.STALLED);
  }

  /** Returns the calling thread of a task. */
  private SimulatedThread callerOf(SimulatedThread thread) {
    SimulatedThread caller = thread;
    while (caller.parent() != driver) {
      caller = caller.parent();
    }
    return caller;
  }

  /** Interrupts a thread and the tasks that it awaits. */
  void interrupt(SimulatedThread thread) {
    thread.interrupt(now(), thread == current);
    if (thread.state() == State.JOINING) {
      unfinished.childrenOf(thread).forEach(this::interrupt);
    }
  }

  /** Puts the current thread to sleep. */
  void sleep(long nanos) throws InterruptedException {
    point(Point.SLEEP, Duration.ofNanos(nanos));
    await(nanos);
    if (Thread.interrupted()) {
      throw new InterruptedException();
    }
  }

  /**
   * Runs other threads while the current one waits. An interrupt ends the wait and stays set.
   *
   * @param nanos the duration
   */
  public void await(long nanos) {
    SimulatedThread thread = current;
    if (!Thread.currentThread().isInterrupted()) {
      thread.sleepUntil(now() + nanos);
      giveWay(thread, Point.ASLEEP);
    }
  }

  /** Adds a thread, which starts when the schedule chooses it. */
  SimulatedThread add(SimulatedServer server, SimulatedThread parent, String name, Runnable body) {
    SimulatedThread thread = new SimulatedThread(this, server, parent, name, body);
    unfinished.add(thread);
    return thread;
  }

  /** Waits for all children of the running thread, and runs those itself that have not started. */
  void awaitChildren(SimulatedThread thread) {
    boolean chosen = true;
    thread.state(State.JOINING);
    while (thread.hasUnfinishedChildren()) {
      SimulatedThread next = choose(thread, Point.JOINING);
      chosen = next.isStarted() || next.parent() != thread;
      if (chosen) {
        handOver(thread, next);
      } else {
        runHere(thread, next);
      }
    }
    if (chosen || thread == driver) {
      thread.state(State.READY);
    } else {
      // The last child has ended on this stack, and it may be another thread's turn.
      giveWay(thread, Point.JOINING);
    }
  }

  private void runHere(SimulatedThread parent, SimulatedThread child) {
    boolean interrupted = Thread.interrupted();
    child.carriedBy(Thread.currentThread());
    child.ran(++turns);
    current = child;
    runToEnd(child);
    current = parent;
    Thread.interrupted();
    if (interrupted) {
      Thread.currentThread().interrupt();
    }
    parent.deliverInterrupt();
  }

  void runToEnd(SimulatedThread thread) {
    try {
      if (!thread.isDoomed()) {
        thread.run();
      }
    } catch (Throwable e) {
      if (!(e instanceof Unwind)) {
        abort(e);
      }
    }
    thread.end();
    unfinished.remove(thread);
  }

  /**
   * Passes the baton of an ended thread to another one.
   *
   * @param release returns the carrier to its pool
   * @return a thread to run on the carrier, or null if the baton went to another carrier
   */
  @Nullable SimulatedThread nextAfter(SimulatedThread ended, Runnable release) {
    Thread.interrupted();
    SimulatedThread next = choose(ended, Point.ENDED);
    next.ran(++turns);
    current = next;
    if (!next.isStarted()) {
      return next;
    }
    // Done while this thread still holds the baton, which guards the pool.
    release.run();
    next.resume();
    return null;
  }

  /** Runs other threads until this thread can continue. */
  private void giveWay(SimulatedThread thread, Point reason) {
    handOver(thread, choose(thread, reason));
    thread.state(State.READY);
  }

  /** Passes the baton on and waits until it returns. */
  private void handOver(SimulatedThread from, SimulatedThread to) {
    to.ran(++turns);
    current = to;
    if (to != from) {
      if (to.isStarted()) {
        to.resume();
      } else {
        workers.start(to);
      }
      from.awaitBaton();
    }
    from.deliverInterrupt();
    if (from.isDoomed() && from.state() != State.JOINING) {
      throw new Unwind();
    }
  }

  /**
   * Returns the next thread when the current one cannot continue; advances time if no thread can
   * run.
   */
  private SimulatedThread choose(SimulatedThread blocked, Point reason) {
    SimulatedThread next = unfinished.first(now());
    while (next == null && driver.hasUnfinishedChildren()) {
      advanceTo(Math.min(timeline.nextEvent(), unfinished.nextWakeUp()));
      next = unfinished.first(now());
    }
    if (next == null) {
      return driver;
    }
    if (next.isDoomed() || blocked.isDoomed() || !pass(blocked, reason)) {
      return next;
    }
    Decision decision = schedule.at(blocked, reason);
    SimulatedThread target =
        decision == null ? null : unfinished.runnable(decision.target(), now());
    if (target == null || target == next) {
      return next;
    }
    history.decide(decision);
    history.step(now(), blocked, reason, null, decision);
    return target;
  }

  /** Returns the threads to which a thread can switch. */
  List<SimulatedThread> others(SimulatedThread thread) {
    return unfinished.others(thread, now());
  }

  SimulatedThread current() {
    return current;
  }

  SimulatedThread driver() {
    return driver;
  }

  boolean isAborted() {
    return aborted;
  }

  @Nullable Throwable failure() {
    return failure;
  }

  History history() {
    return history;
  }
}
