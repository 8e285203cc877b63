package io.anchorify.auth;

import java.time.Duration;

/**
 * The times of the revocation protocol, each measured by a process on its own monotonic clock. All nodes of a store have
 * to agree on the term, so none of them is an option.
 *
 * @param term how long a node answers from its cache after it began to read the feed
 * @param registration how long a registration bounds the terms of its node
 * @param poll how often the feed is read where nothing hints at a change
 * @param hintedPoll how often it is read where hints have proved to arrive
 * @param history how long the feed keeps a change
 */
record Timing(Duration term, Duration registration, Duration poll, Duration hintedPoll, Duration history) {

    static final Timing DEFAULT = new Timing(
            Duration.ofSeconds(3),
            Duration.ofSeconds(30),
            Duration.ofMillis(100),
            Duration.ofSeconds(1),
            Duration.ofMinutes(10));

    private static final Duration MARGIN = Duration.ofMillis(50);

    /** After which time a term of any node is over that began before: clocks may run 10 % fast or slow. */
    Duration longestTerm() {
        return outlast(term);
    }

    /** After which time a registration that was not renewed bounds no term any more. */
    Duration longestRegistration() {
        return outlast(registration);
    }

    /** How often a registration is renewed. */
    Duration beat() {
        return registration.dividedBy(4);
    }

    /** By a clock that runs 10 % fast what takes that long by one that runs 10 % slow, which is a factor of 1.23. */
    private static Duration outlast(Duration time) {
        return time.multipliedBy(5).dividedBy(4).plus(MARGIN);
    }
}
