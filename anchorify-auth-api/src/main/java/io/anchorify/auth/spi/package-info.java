/**
 * What a store of tokens implements.
 *
 * <p>{@link io.anchorify.auth.spi.TokenStore} is the whole contract: a handful of statements whose races are settled
 * inside the store. Caching, hashing, expiry and the batching of last-used times are done by {@link
 * io.anchorify.auth.TokenService} and are no concern of a store. The library's test-jar holds {@code
 * TokenStoreContract}; a store that passes it is a correct one.
 */
@NullMarked
package io.anchorify.auth.spi;

import org.jspecify.annotations.NullMarked;
