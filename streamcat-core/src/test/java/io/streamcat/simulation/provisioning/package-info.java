/**
 * The simulation of provisioning: the real engine on several servers, against an in-memory AWS and
 * an in-memory store.
 *
 * <p>A {@link io.streamcat.simulation.provisioning.UserScenario} says what servers and an encoder
 * do; a {@link io.streamcat.simulation.provisioning.World} is one run of it. Three kinds of checks
 * hold for every run: {@link io.streamcat.simulation.provisioning.StepChecks} at every change of
 * AWS, {@link io.streamcat.simulation.provisioning.AnswerChecks} whenever a caller gets an answer,
 * and {@link io.streamcat.simulation.provisioning.EndChecks} after faults have ended and recovery
 * has run.
 */
package io.streamcat.simulation.provisioning;
