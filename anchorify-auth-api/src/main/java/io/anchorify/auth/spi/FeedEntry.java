package io.anchorify.auth.spi;

import java.util.UUID;

/**
 * An entry of the feed.
 *
 * @param position its position
 * @param previous the uid of the previous position, whether or not that entry still exists
 * @param scope what the change affects
 */
public record FeedEntry(FeedPosition position, UUID previous, ChangeScope scope) {

    /**
     * Whether this entry directly follows a position.
     *
     * @param reached the position
     * @return whether this is the next entry of the same history
     */
    public boolean follows(FeedPosition reached) {
        return position.number() == reached.number() + 1 && previous.equals(reached.uid());
    }
}
