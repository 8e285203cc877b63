package io.anchorify.auth;

/**
 * What an import came to.
 *
 * @param added tokens that were not there before
 * @param changed tokens that were there, and are now revoked, revoked earlier, or used later
 * @param unchanged tokens that were there with all that the import said of them
 */
public record ImportCounts(long added, long changed, long unchanged) {}
