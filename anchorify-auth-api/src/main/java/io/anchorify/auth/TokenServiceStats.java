package io.anchorify.auth;

/**
 * Statistics of a service since it was built.
 *
 * @param cachedTokens how many tokens are cached now, approximately
 * @param lookups how many tokens were looked up in the store, because they were not cached
 * @param failedLookups how many of these lookups the store did not answer
 * @param turnedAwayLookups how many lookups were turned away because too many were in progress, too many requests waited for
 *     one, or the rate of unknown tokens was exceeded
 * @param lastUsed the last uses of tokens
 * @param refusedUses the refused uses of ended tokens
 * @param node the change feed
 * @param changes revocations and imports
 * @param events the delivery of events to listeners
 */
public record TokenServiceStats(
        long cachedTokens,
        long lookups,
        long failedLookups,
        long turnedAwayLookups,
        UsageStats lastUsed,
        UsageStats refusedUses,
        NodeStats node,
        ChangeStats changes,
        EventStats events) {}
