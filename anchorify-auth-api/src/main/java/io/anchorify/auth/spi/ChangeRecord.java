package io.anchorify.auth.spi;

import java.util.UUID;

/**
 * The entry that a store appends to its {@link ChangeFeed}, in the same transaction as the change itself.
 *
 * @param uid a random id of the change, chosen by the node that makes it
 * @param scope what the change affects
 */
public record ChangeRecord(UUID uid, ChangeScope scope) {}
