package io.anchorify.auth.spi;

import io.anchorify.auth.TokenStoreException;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * One node's view of a feed, on a connection of its own. Not for use by concurrent threads. After a {@link
 * TokenStoreException} it may only be closed; another one can be opened for the same node.
 */
public interface FeedReader extends AutoCloseable {

    /** Registers the node with nothing acknowledged, or renews its registration. Committed when this returns. */
    void register();

    /**
     * Reads what came after a place, by one statement that sees all that was committed when it began.
     *
     * @param after the last entry that is known; {@code null} for none, and then no entries are read
     * @return what was found
     */
    FeedPage read(@Nullable FeedPosition after);

    /**
     * Acknowledges all entries up to a place, and renews the registration with it.
     *
     * @param applied the place
     * @return whether that is noted; {@code false}, with nothing changed, if the node is not registered or the place is
     *     not in the history of the server that was asked
     */
    boolean acknowledge(FeedPosition applied);

    /**
     * Waits until something new may be there. Where hints arrive at all, the first may come at once, to show that.
     *
     * @param atMost how long
     * @return whether there was a hint of the kind that a change by any node gives. {@code false} after the time, and also
     *     if the wait was cut short by a change through the same {@link ChangeFeed}
     */
    boolean await(Duration atMost);

    /** Removes the registration. Does nothing if there is none. */
    void leave();

    /** Gives back the connection. A registration stays. */
    @Override
    void close();
}
