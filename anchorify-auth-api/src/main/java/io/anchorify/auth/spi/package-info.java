/**
 * What a token store implements.
 *
 * <p>{@link io.anchorify.auth.spi.TokenStore} is a small set of operations whose races are resolved inside the store. A store
 * that several processes use also has a {@link io.anchorify.auth.spi.ChangeFeed}, from which every node learns what others
 * have changed. {@link io.anchorify.auth.TokenService} does everything else: hashing, caching, expiry, batching of last-used
 * times. The test-jar of this library contains {@code TokenStoreContract} and {@code ChangeFeedContract}; a store that passes
 * both is correct.
 */
@NullMarked
package io.anchorify.auth.spi;

import org.jspecify.annotations.NullMarked;
