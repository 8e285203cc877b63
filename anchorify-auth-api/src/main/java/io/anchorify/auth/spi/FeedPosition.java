package io.anchorify.auth.spi;

import java.util.UUID;

/**
 * A position in a feed. Histories that diverged, as in a failover, have equal numbers with different uids.
 *
 * @param number the number of changes committed so far, in the order of the commits and without a gap
 * @param uid the uid of the last of them; for an empty feed, an arbitrary one that the feed was created with
 */
public record FeedPosition(long number, UUID uid) {}
