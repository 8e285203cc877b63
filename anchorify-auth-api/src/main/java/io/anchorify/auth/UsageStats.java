package io.anchorify.auth;

/**
 * Statistics since the service was built: of the last uses of tokens, or of the refused uses of ended tokens.
 *
 * @param waiting how many tokens have such a use that is not yet written
 * @param written how many of them were written
 * @param dropped how many were dropped, because too many were pending (the token's next use retries) or because the service
 *     was closed before they could be written
 * @param failures how many writes failed; their uses were kept
 */
public record UsageStats(long waiting, long written, long dropped, long failures) {}
