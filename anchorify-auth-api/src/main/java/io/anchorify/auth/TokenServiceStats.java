package io.anchorify.auth;

/**
 * What a service has done since it was built.
 *
 * @param cachedTokens how many tokens are cached now
 * @param lookups how many tokens were looked up in the store, because they were not cached
 * @param failedLookups how many of these the store did not answer
 * @param turnedAwayLookups how many requests were turned away because too many lookups were under way, or found no
 *     good token
 * @param lastUsed what became of the uses of tokens
 * @param node how the cache follows changes
 * @param changes what became of revocations and imports
 */
public record TokenServiceStats(
        long cachedTokens,
        long lookups,
        long failedLookups,
        long turnedAwayLookups,
        LastUsedStats lastUsed,
        NodeStats node,
        ChangeStats changes) {}
