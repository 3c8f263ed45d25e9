/**
 * Deterministic simulation: several servers, their store, AWS and time in one process, under a
 * scheduler that decides the next event and injects faults.
 *
 * <h2>How a run works</h2>
 *
 * <p>A {@link io.streamcat.simulation.Scenario} builds a world and starts threads on {@link
 * io.streamcat.simulation.SimulatedServer servers}. The threads are real, but only the thread that
 * holds the baton runs. Every call of the store, of AWS, of a clock and of a sleeper passes a
 * {@link io.streamcat.simulation.Point} of the {@link io.streamcat.simulation.Scheduler}; there the
 * schedule may switch to another thread, stall or kill the server, interrupt the caller, or inject
 * a {@link io.streamcat.simulation.Fault} of the call. Without such a decision the thread
 * continues, and a thread that must wait gives way to the one that has waited longest. So a
 * scenario determines a run together with a few {@link io.streamcat.simulation.Decision decisions},
 * each addressed by a thread and the number of points that it has passed.
 *
 * <p>Time is virtual. It stands still while threads compute, a call costs a fixed time, and when
 * every thread waits it jumps to the next moment at which one can continue. Servers' clocks may
 * differ from it.
 *
 * <h2>Requirements for code under test</h2>
 *
 * <p>It must take its clock, sleeper, executor and parallel tasks from the server, use no other
 * threads, and wait for another thread only in these ways: a thread that waits for a lock, a latch
 * or a future keeps the baton for ever, which a search reports as a run that hangs. It must not
 * depend on the order of hash codes, or the run cannot be replayed.
 *
 * <h2>How schedules are found</h2>
 *
 * <p>{@link io.streamcat.simulation.Exploration} plays all schedules up to a bound, and random ones
 * by seed, on all processors. When one fails, decisions and parts of the scenario are removed one
 * by one while it still fails; the rest is printed step by step, with a system property that plays
 * it again: {@code -Dstreamcat.simulation.replay=…}.
 *
 * <p>The possible faults of AWS and the store, and their durations, are stated in {@link
 * io.streamcat.simulation.Bounds}. AWS itself is {@link io.streamcat.simulation.aws}.
 */
package io.streamcat.simulation;
