package io.anchorify.auth.spi;

import java.util.List;
import java.util.Map;
import java.util.UUID;

/**
 * Who is registered, and which changes are there, all of it at one moment.
 *
 * @param nodes every registered node
 * @param numbers the numbers of those changes that were asked for and are in the feed, by their uid
 * @param server who answered
 */
public record NodeList(List<RegisteredNode> nodes, Map<UUID, Long> numbers, FeedServer server) {}
