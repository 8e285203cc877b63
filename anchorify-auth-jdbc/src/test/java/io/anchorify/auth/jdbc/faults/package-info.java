/**
 * The fault tests: a revocation is effective on every node when it returns, while nodes, network, clocks and database fail.
 *
 * <p>Start with {@code RevocationFaultsIT}, which runs the scenarios of a {@code FaultPlan}. A {@code FaultScenario} issues
 * tokens, injects a {@code Fault}, lets nodes revoke tokens, repairs the fault, and waits until the cluster works as before.
 * The faults are in {@code NodeFaults}, {@code NetworkFaults}, {@code DatabaseFaults} and {@code DataLossFaults}.
 *
 * <p>A {@code Cluster} is a database server and its nodes. A {@code Node} controls one {@code NodeProcess}, a JVM that
 * reaches the database through a {@code FaultyProxy} and keeps trying all tokens of the {@code TokenWindow}. It records
 * what it observes in a {@code History}, in shared memory that outlives the process. The {@code HistoryChecker} searches
 * the histories for a request that was accepted after a revocation had returned, or refused before one had begun.
 * {@code HistoryCheckerIT} plants mistakes in nodes and shows that the checker finds them.
 */
package io.anchorify.auth.jdbc.faults;
