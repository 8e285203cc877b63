package io.anchorify.auth.spi;

import java.util.List;
import java.util.Map;
import java.util.UUID;

/**
 * The registered nodes and the positions of some changes, consistent at one moment.
 *
 * @param head the number of the last change
 * @param nodes every registered node
 * @param numbers the numbers of those requested changes that are in the feed, by uid
 * @param server the server that answered
 */
public record NodeList(long head, List<RegisteredNode> nodes, Map<UUID, Long> numbers, FeedServer server) {

    /**
     * How many nodes have acknowledged a change.
     *
     * @param number the number of the change
     * @return the number of nodes. A node that has acknowledged more than the head does not count: it followed another history, which
     *     was lost, and has not noticed yet
     */
    public int acknowledged(long number) {
        return (int) nodes.stream()
                .filter(node -> node.acknowledged() >= number && node.acknowledged() <= head)
                .count();
    }
}
