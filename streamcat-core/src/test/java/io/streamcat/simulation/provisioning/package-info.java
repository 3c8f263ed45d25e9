/**
 * The simulation of provisioning: the real provisioner on several servers, against an in-memory AWS
 * and an in-memory store.
 *
 * <p>A {@link io.streamcat.simulation.provisioning.UserScenario} contains the scripts of servers
 * and an encoder; a {@link io.streamcat.simulation.provisioning.World} is one run of it. Three
 * kinds of checks apply to every run: {@link io.streamcat.simulation.provisioning.StepChecks} at
 * every change of AWS, {@link io.streamcat.simulation.provisioning.AnswerChecks} whenever a caller
 * gets an answer, and {@link io.streamcat.simulation.provisioning.EndChecks} after faults have
 * ended and recovery has run.
 */
package io.streamcat.simulation.provisioning;
