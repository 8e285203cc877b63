/**
 * The real engine on a simulated database, under schedules and faults that are drawn from a seed. The same seed is the same
 * run on every machine and JDK; {@code docs/design/simulation.md} says what is checked and what is not simulated.
 *
 * <p>Start with {@link io.anchorify.auth.simulation.SimulationTest}: {@code -Danchorify.seed=4711} replays one run and
 * prints its trace, and {@code -Danchorify.mistake=NO_FENCE} with it plants a {@link
 * io.anchorify.auth.simulation.PlantedMistake}. A {@link io.anchorify.auth.simulation.Simulation} is one run: processes,
 * requests, changes of tokens, and the {@link io.anchorify.auth.simulation.FaultKind faults} of its {@link
 * io.anchorify.auth.simulation.FaultPlan}. The {@link io.anchorify.auth.simulation.HistoryChecker} observes everything, and
 * ends the run at the first violation.
 *
 * <p>{@link io.anchorify.auth.simulation.SimulatedParts} builds the engine of a process, with the clocks of its {@link
 * io.anchorify.auth.simulation.SimulatedHost}, threads of the {@link
 * io.anchorify.auth.simulation.DeterministicScheduler}, and a store that reaches the {@link
 * io.anchorify.auth.simulation.ReplicatedDatabase} over a {@link io.anchorify.auth.simulation.NetworkLink}.
 */
@NullMarked
package io.anchorify.auth.simulation;

import org.jspecify.annotations.NullMarked;
