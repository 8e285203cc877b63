package io.anchorify.auth;

import java.util.Optional;

/**
 * Takes the tokens of an import into one change of a store. Valid while the import runs, for the thread that runs it.
 */
public interface TokenSink {

    /**
     * Adds a token, or brings the stored token with its id up to date as {@link StoredToken#mergedWith} says. A store
     * may gather tokens, so what is thrown can be about one that was added earlier.
     *
     * @param token the row, with every column
     * @throws TokenConflictException if its id or its hash belongs to a token that is not the same
     * @throws TokenStoreException if the store does not answer
     */
    void add(StoredToken token);

    /**
     * What the store writes with, so that an application can write something of its own in the same change: a {@code
     * java.sql.Connection} in the transaction of a JDBC store, which must not be committed or closed.
     *
     * @param type the type that is asked for
     * @param <T> the type that is asked for
     * @return the object, or nothing if this store has none of that type
     */
    <T> Optional<T> unwrap(Class<T> type);
}
