package io.anchorify.auth.internal.cluster;

import java.time.Duration;

/**
 * The times of the revocation protocol, each measured by a process on its own monotonic clock. All nodes of a store must
 * agree on the term, so none of these is an option.
 *
 * @param term how long a node answers from its cache after it began to read the feed
 * @param registration how long a registration bounds the terms of its node
 * @param poll how often the feed is read without notifications
 * @param notifiedPoll how often the feed is read while notifications are known to arrive
 * @param history how long the feed keeps a change
 */
public record Timing(Duration term, Duration registration, Duration poll, Duration notifiedPoll, Duration history) {

    public static final Timing DEFAULT = new Timing(
            Duration.ofSeconds(3),
            Duration.ofSeconds(30),
            Duration.ofMillis(100),
            Duration.ofSeconds(1),
            Duration.ofMinutes(10));

    private static final Duration MARGIN = Duration.ofMillis(50);

    /** After this time, every term of any node that began earlier is over, with clocks that run 10 % fast or slow. */
    public Duration longestTerm() {
        return outlast(term);
    }

    /** After this time, a registration that was not renewed no longer bounds any term. */
    public Duration longestRegistration() {
        return outlast(registration);
    }

    /** How often a registration is renewed. */
    Duration renewal() {
        return registration.dividedBy(4);
    }

    /** A clock 10 % fast must outlast one 10 % slow, which is a factor of 1.23. */
    private static Duration outlast(Duration time) {
        return time.multipliedBy(5).dividedBy(4).plus(MARGIN);
    }
}
