package io.anchorify.auth.spi;

/**
 * The database server that answered.
 *
 * @param id distinguishes it from a server that it may have taken over from, as far as the database can
 * @param settled whether {@link ChangeFeed#settle} was called for it; until then, registrations that were made with the previous server
 *     may be missing while their nodes still answer from their caches
 */
public record FeedServer(String id, boolean settled) {}
