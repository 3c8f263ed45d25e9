/**
 * Amazon IVS in memory, for simulations: the SDK's client interfaces over a few maps.
 *
 * <p>{@link io.streamcat.simulation.aws.InMemoryAws} is held to the emulator by a differential
 * test. Its clients reach it through a {@link io.streamcat.simulation.aws.Transport}: directly, or
 * through the points of a scheduler, where {@link io.streamcat.simulation.aws.SimulatedTransport}
 * lets calls fail with the exceptions of the SDK. Resources keep their past, so that lists and gets
 * can lag, each operation by itself.
 */
package io.streamcat.simulation.aws;
