package io.anchorify.auth;

/**
 * What became of the uses of tokens.
 *
 * @param waiting how many tokens wait to have their last use written
 * @param written how many last uses were written
 * @param dropped how many were dropped because too many waited, each to be tried again with the token's next use, or
 *     because the service was closed before they could be written
 * @param failures how many writes failed; what they held was kept
 */
public record LastUsedStats(long waiting, long written, long dropped, long failures) {}
