package io.anchorify.auth;

/**
 * Statistics of the last-used updater since the service was built.
 *
 * @param waiting how many tokens have a last use that is not yet written
 * @param written how many last uses were written
 * @param dropped how many uses were dropped, because too many were pending (the token's next use retries) or because the
 *     service was closed before they could be written
 * @param failures how many writes failed; their uses were kept
 */
public record LastUsedStats(long waiting, long written, long dropped, long failures) {}
