/**
 * Amazon IVS in memory, for simulations: the SDK's client interfaces over a few maps.
 *
 * <p>A differential test compares {@link io.streamcat.simulation.aws.InMemoryAws} with the
 * emulator. Its clients reach it through a {@link io.streamcat.simulation.aws.Transport}: directly,
 * or through the points of a scheduler, where {@link
 * io.streamcat.simulation.aws.SimulatedTransport} makes calls fail with the exceptions of the SDK.
 * Resources keep their history, so that lists and gets can lag, each operation independently.
 */
package io.streamcat.simulation.aws;
