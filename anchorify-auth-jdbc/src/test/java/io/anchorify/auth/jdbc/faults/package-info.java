/**
 * The proof that a revocation holds on every node when it has returned, with processes of their own and real faults.
 *
 * <p>A {@link io.anchorify.auth.jdbc.faults.Cluster} is one database server and some nodes, each a JVM of its own ({@link
 * io.anchorify.auth.jdbc.faults.NodeProcess}) behind a {@link io.anchorify.auth.jdbc.faults.FaultyProxy}. The nodes try
 * all tokens on the {@link io.anchorify.auth.jdbc.faults.Board} all the time, and keep a {@link
 * io.anchorify.auth.jdbc.faults.History} that outlives them. A {@link io.anchorify.auth.jdbc.faults.Scene} issues tokens,
 * brings about a {@link io.anchorify.auth.jdbc.faults.Fault}, has the nodes revoke, heals, and waits until the cluster
 * serves again. The {@link io.anchorify.auth.jdbc.faults.Checker} then looks for a request that was let in after the
 * revocation of its token had returned, and for one that was turned away before any began.
 */
package io.anchorify.auth.jdbc.faults;
