package io.anchorify.auth.spi;

import java.util.List;

/**
 * What one read of a feed found, all of it at one moment.
 *
 * @param head the last place
 * @param entries the entries after the place that was asked for, in order; not all of them if there are very many, and
 *     not the first ones if they were pruned
 * @param registered whether the node that asked is registered
 * @param server who answered
 */
public record FeedPage(FeedPosition head, List<FeedEntry> entries, boolean registered, FeedServer server) {}
