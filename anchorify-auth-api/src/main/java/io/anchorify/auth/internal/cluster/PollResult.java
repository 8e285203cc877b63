package io.anchorify.auth.internal.cluster;

/** The result of reading the feed once. */
public enum PollResult {
    /** Nothing has changed since the last poll. */
    UP_TO_DATE,
    /** Changes were found and applied. */
    CAUGHT_UP,
    /** More changes can be read immediately. */
    BEHIND,
    /** The feed could not be followed further. The next poll starts over. */
    LOST
}
