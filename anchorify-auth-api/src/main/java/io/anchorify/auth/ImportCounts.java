package io.anchorify.auth;

/**
 * How many tokens an import added, changed and left unchanged.
 *
 * @param added tokens that did not exist before
 * @param changed existing tokens that are now revoked, revoked earlier, or used later
 * @param unchanged existing tokens that the import agreed with
 */
public record ImportCounts(long added, long changed, long unchanged) {}
