package io.anchorify.auth;

/**
 * The changes that this service made and that every node has to apply: revocations and imports.
 *
 * @param acknowledged how many took effect because every registered node acknowledged
 * @param waitedOut how many took effect because the longest term was over; see {@link Receipt#waitedOut()}
 * @param failed how many failed: not made, lost by the store, or of unknown outcome
 */
public record ChangeStats(long acknowledged, long waitedOut, long failed) {}
