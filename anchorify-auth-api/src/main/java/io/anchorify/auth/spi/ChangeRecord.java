package io.anchorify.auth.spi;

import java.util.UUID;

/**
 * What a store enters into its {@link ChangeFeed}, in the same transaction as what it changes.
 *
 * @param uid the name of this change, made up at random by who makes it
 * @param scope what it was made to
 */
public record ChangeRecord(UUID uid, ChangeScope scope) {}
