package io.anchorify.auth.spi;

import java.util.List;
import java.util.Map;
import java.util.UUID;

/**
 * Who is registered, and which changes are there, all of it at one moment.
 *
 * @param head the number of the last change
 * @param nodes every registered node
 * @param numbers the numbers of those changes that were asked for and are in the feed, by their uid
 * @param server who answered
 */
public record NodeList(long head, List<RegisteredNode> nodes, Map<UUID, Long> numbers, FeedServer server) {

    /**
     * How many nodes have acknowledged a change.
     *
     * @param number the number of the change
     * @return how many say so. One that has acknowledged what is not there does not count: it was in another history, which
     *     was lost, and has not noticed yet
     */
    public int acknowledged(long number) {
        return (int) nodes.stream()
                .filter(node -> node.acknowledged() >= number && node.acknowledged() <= head)
                .count();
    }
}
