package io.anchorify.auth.spi;

/**
 * The database server that answered.
 *
 * @param id tells it from the one that it may have taken over from, as far as the database can tell
 * @param settled whether {@link ChangeFeed#settle} was called for it. Until then a registration that was made with the
 *     server before may be missing here while its node still answers from its cache
 */
public record FeedServer(String id, boolean settled) {}
