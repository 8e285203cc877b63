package io.anchorify.auth.spi;

import java.util.List;

/**
 * The result of one read of a feed, consistent at one moment.
 *
 * @param head the last position
 * @param entries the entries after the requested position, in order; only the first ones if there are very many, and without those
 *     that were pruned
 * @param registered whether the reading node is registered
 * @param server the server that answered
 */
public record FeedPage(FeedPosition head, List<FeedEntry> entries, boolean registered, FeedServer server) {}
