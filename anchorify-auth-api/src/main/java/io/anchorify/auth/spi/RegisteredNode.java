package io.anchorify.auth.spi;

import java.util.UUID;

/**
 * A node that may be answering from its cache.
 *
 * @param id which node
 * @param acknowledged up to which number its cache follows the feed
 * @param beat differs from what it was whenever the node has renewed its registration
 */
public record RegisteredNode(UUID id, long acknowledged, long beat) {}
