package io.anchorify.auth.spi;

import io.anchorify.auth.TokenStoreException;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * The reader of one node, on a connection of its own. Not safe for concurrent use. After a {@link TokenStoreException} it may
 * only be closed; another reader can be opened for the same node.
 */
public interface FeedReader extends AutoCloseable {

    /** Registers the node with nothing acknowledged, or renews its registration. Committed when this returns. */
    void register();

    /**
     * Reads what follows a position, with one statement that sees everything committed before it began.
     *
     * @param after the last known position; {@code null} if there is none, and then no entries are returned
     * @return a consistent page
     */
    FeedPage read(@Nullable FeedPosition after);

    /**
     * Acknowledges all entries up to a position, and renews the registration.
     *
     * @param applied the position
     * @return whether the acknowledgement was stored; {@code false}, with nothing changed, if the node is not registered or the
     *     position is not in the history of the server that answers
     */
    boolean acknowledge(FeedPosition applied);

    /**
     * Waits until there may be a new entry. Where notifications arrive at all, the first call may return immediately.
     *
     * @param atMost the longest time to wait
     * @return whether a notification arrived of the kind that a change by any node causes; {@code false} after the time, and also if
     *     the wait was ended by a change through the same {@link ChangeFeed} instance
     */
    boolean await(Duration atMost);

    /** Removes the registration. Does nothing if there is none. */
    void leave();

    /** Releases the connection. The registration stays. */
    @Override
    void close();
}
