package io.anchorify.auth.spi;

import java.util.UUID;

/**
 * A place in a feed. Two histories that went apart, as after a failover, have the same numbers and other uids.
 *
 * @param number how many changes had been committed, in the order of the commits and without a gap
 * @param uid the uid of the last of them; of an empty feed, whatever the feed was created with
 */
public record FeedPosition(long number, UUID uid) {}
