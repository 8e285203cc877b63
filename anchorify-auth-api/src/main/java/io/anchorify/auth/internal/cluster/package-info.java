/**
 * How a revocation takes effect on every node before it returns, although every node caches.
 *
 * <p>The revoking node: {@link io.anchorify.auth.internal.cluster.ChangeCommitter#make} commits the change together with an
 * entry in the change feed, invalidates its own cache, and waits with the {@link
 * io.anchorify.auth.internal.cluster.AcknowledgementWaiter} until every registered node has acknowledged the entry, or
 * until every {@link io.anchorify.auth.internal.cluster.Term} that began before the commit is over.
 *
 * <p>Every node: the feed thread of {@link io.anchorify.auth.internal.cluster.Node} polls the feed. A poll of the {@link
 * io.anchorify.auth.internal.cluster.FeedConsumer} applies the changes, begins the next term, and acknowledges. A node that
 * cannot reach the store lets its term run out, and asks the store about every token from then on.
 *
 * <p>The {@link io.anchorify.auth.internal.cluster.FailoverDetector} decides when a list of nodes is complete, and {@link
 * io.anchorify.auth.internal.cluster.FeedMaintenance} removes nodes that died and changes that nobody needs.
 */
@NullMarked
package io.anchorify.auth.internal.cluster;

import org.jspecify.annotations.NullMarked;
