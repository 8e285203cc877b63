package io.anchorify.auth.spi;

import io.anchorify.auth.TokenStoreException;
import java.util.Collection;
import java.util.UUID;

/**
 * The changes of a store in the order of their commits, and the nodes that follow them. Several nodes need it to share a store
 * while each of them caches.
 *
 * <p>The store itself appends each {@link ChangeRecord}, in the same transaction as the change. Positions are assigned in the
 * order of the commits and without a gap, so that a node which has read up to a position has missed nothing before it. A
 * database sequence does not guarantee that. Nodes register, follow the feed with a {@link FeedReader}, and acknowledge what
 * they have applied. A node that makes a change reads the {@link #nodes} to see which of them have applied it.
 *
 * <p>Every method is safe for concurrent use, sees everything committed before it began, and throws {@link TokenStoreException}
 * if the store does not answer within a time that the store limits. All methods must read the primary: a lagging replica
 * returns outdated state.
 *
 * <p>To test an implementation, extend {@code ChangeFeedContract} from the test-jar of this library.
 */
public interface ChangeFeed {

    /**
     * Opens a reader for one node, without registering the node.
     *
     * @param node the id of the node, used by one process only once
     * @return a reader with a connection of its own, to be closed by the caller
     */
    FeedReader open(UUID node);

    /**
     * Lists the registered nodes and, in the same read, the positions of some changes.
     *
     * @param changes the uids of changes that were committed
     * @return a consistent list
     */
    NodeList nodes(Collection<UUID> changes);

    /**
     * Wakes the readers because there is a new entry, where the database supports it. It may fail without harm: a reader that is
     * not woken polls after a while.
     */
    void announce();

    /**
     * Removes the registration of a dead node, unless it was renewed: the beat is compared in the same statement.
     *
     * @param node as it was listed
     * @return whether it was removed
     */
    boolean remove(RegisteredNode node);

    /**
     * Deletes the entries up to a position, if the position is in this history; otherwise does nothing.
     *
     * @param upTo a position so old that no node waits for a change before it
     */
    void prune(FeedPosition upTo);

    /**
     * Records that no node which is missing from the registrations of this server still answers from its cache. Does nothing if
     * another server answers by now.
     *
     * @param server the id of the server
     */
    void settle(String server);
}
