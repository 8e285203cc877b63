package io.anchorify.auth;

/**
 * Statistics of the delivery of events since the service was built. All are zero without a {@link TokenListener}.
 *
 * @param waiting how many events wait for a listener now
 * @param delivered how many events were delivered to all listeners, even if one of them threw
 * @param dropped how many events were dropped, because 10,000 of them were waiting or because the service was closed
 * @param failures how often a listener threw
 */
public record EventStats(long waiting, long delivered, long dropped, long failures) {}
