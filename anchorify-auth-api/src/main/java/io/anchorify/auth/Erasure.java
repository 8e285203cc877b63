package io.anchorify.auth;

import org.jspecify.annotations.Nullable;

/**
 * The result of deleting all tokens of an owner. No node accepts any of them once the call has returned.
 *
 * @param erased how many tokens were deleted
 * @param receipt from when on every node rejects them; {@code null} if the owner cannot exist
 */
public record Erasure(int erased, @Nullable Receipt receipt) {}
