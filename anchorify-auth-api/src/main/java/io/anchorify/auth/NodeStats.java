package io.anchorify.auth;

import java.time.Duration;

/**
 * How this service follows the changes that others make to its store. A store without a feed has no others.
 *
 * @param termValid whether requests are answered from the cache; otherwise each asks the store
 * @param position up to which change the cache follows the feed
 * @param feedAge how long ago the read began that the cache is as good as; with a store that answers, seldom more than a
 *     second
 * @param fallbacks how many requests asked the store because there was no term
 * @param restarts how often everything was dropped, because the feed did not go on where it had been read to
 */
public record NodeStats(boolean termValid, long position, Duration feedAge, long fallbacks, long restarts) {}
