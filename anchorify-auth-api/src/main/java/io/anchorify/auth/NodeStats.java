package io.anchorify.auth;

import java.time.Duration;

/**
 * How this service follows the changes that other services make to its store. A store without a change feed has no other
 * service.
 *
 * @param termValid whether requests are answered from the cache; otherwise each request asks the store
 * @param position the number of the last change that the cache has applied
 * @param feedAge how long ago the read began that the state of the cache reflects; seldom more than a second while the store
 *     answers
 * @param fallbacks how many requests asked the store because no term was valid
 * @param restarts how often the cache was emptied because the feed did not continue where it had been read
 */
public record NodeStats(boolean termValid, long position, Duration feedAge, long fallbacks, long restarts) {}
