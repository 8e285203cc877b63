package io.anchorify.auth.spi;

import java.util.UUID;

/**
 * A registered node, which may be answering from its cache.
 *
 * @param id the node
 * @param acknowledged the number of the last change that its cache has applied
 * @param beat changes whenever the node renews its registration
 */
public record RegisteredNode(UUID id, long acknowledged, long beat) {}
