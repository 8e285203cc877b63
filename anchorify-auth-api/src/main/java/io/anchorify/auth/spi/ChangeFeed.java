package io.anchorify.auth.spi;

import io.anchorify.auth.TokenStoreException;
import java.util.Collection;
import java.util.UUID;

/**
 * What was changed in a store, in the order of the commits, and who follows it: what several nodes with a cache each need
 * to work on one store.
 *
 * <p>The store enters each {@link ChangeRecord} itself, in the same transaction as what it changes. Numbers are given such that
 * they have no gap and are in the order of the commits: whoever has read up to a number has missed nothing before it. A
 * sequence does not do that. Nodes register, follow the feed with a {@link FeedReader} and acknowledge what they have
 * applied; who changes something looks at the {@link #nodes} to see who has.
 *
 * <p>Every method may be called by many threads at once, sees all that was committed when it began, and throws {@link
 * TokenStoreException} if the store does not answer within a time that the store bounds. All of it has to be answered by
 * the primary: a replica that lags says what is not true any more.
 *
 * <p>Extend {@code ChangeFeedContract}, which is in this library's test-jar, to prove a feed.
 */
public interface ChangeFeed {

    /**
     * Opens what one node follows the feed with. Nothing is registered by that.
     *
     * @param node a name for the node that is used for one run of it
     * @return a reader with a connection of its own, to be closed by the caller
     */
    FeedReader open(UUID node);

    /**
     * Lists the registered nodes, and looks in the same read which of some changes are there.
     *
     * @param changes the uids of changes that were committed
     * @return what was found at one moment
     */
    NodeList nodes(Collection<UUID> changes);

    /**
     * Wakes the readers early, where the database can, for there is something new. It may fail to without harm: a reader
     * that is not woken looks for itself after a while.
     */
    void announce();

    /**
     * Removes the registration of a node that is dead, unless it has changed: the beat is compared in the same statement.
     *
     * @param node as it was listed
     * @return whether it was removed
     */
    boolean remove(RegisteredNode node);

    /**
     * Removes the entries up to a place, if the place is in this history; otherwise nothing.
     *
     * @param upTo a place that is so old that nobody waits for a change before it any more
     */
    void prune(FeedPosition upTo);

    /**
     * Notes that whoever was registered with another server before, and is not with this one, does not answer from its
     * cache any more. Does nothing if another server answers by now.
     *
     * @param server the id of the server
     */
    void settle(String server);
}
