package io.anchorify.auth;

/**
 * What became of the changes that this service made and that all nodes have to know: revocations and imports.
 *
 * @param acknowledged how many every registered node confirmed
 * @param waitedOut how many returned because the last term of a node that did not confirm was over
 * @param failed how many failed: not made, lost by the store, or unknown
 */
public record ChangeStats(long acknowledged, long waitedOut, long failed) {}
