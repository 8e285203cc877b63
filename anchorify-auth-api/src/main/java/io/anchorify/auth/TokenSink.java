package io.anchorify.auth;

import java.util.Optional;

/**
 * Receives the tokens of an import into one change of a store. Valid during the import, on the thread that runs it.
 */
public interface TokenSink {

    /**
     * Adds a token, or merges it into the stored token with its id as {@link StoredToken#mergedWith} describes. A store may
     * batch tokens, so an exception can concern one that was added earlier.
     *
     * @param token the row, with every column
     * @throws TokenConflictException if its id or its hash belongs to a different token
     * @throws TokenStoreException if the store does not answer
     */
    void add(StoredToken token);

    /**
     * The resource that the store writes with, so that an application can write data of its own in the same change: for a JDBC
     * store, the {@code java.sql.Connection} of the transaction, which must not be committed, rolled back or closed.
     *
     * @param type the type of the resource
     * @param <T> the type of the resource
     * @return the resource, or nothing if this store has none of that type
     */
    <T> Optional<T> unwrap(Class<T> type);
}
