package io.anchorify.auth.spi;

import java.util.UUID;

/**
 * A change as the feed lists it.
 *
 * @param position its place
 * @param previous the uid of the place before, whether or not that entry is still there
 * @param scope what was changed
 */
public record FeedEntry(FeedPosition position, UUID previous, ChangeScope scope) {

    /**
     * Whether this entry goes on where somebody stands.
     *
     * @param reached where
     * @return whether it is the very next entry of the same history
     */
    public boolean follows(FeedPosition reached) {
        return position.number() == reached.number() + 1 && previous.equals(reached.uid());
    }
}
