package io.anchorify.auth.jdbc.faults;

/**
 * What one node observed of one token.
 *
 * @param accepts how many requests were accepted
 * @param lastAcceptBegan when the latest of them began; {@link #NEVER_YET} if there was none
 * @param refusals how many requests were refused
 * @param firstRefusalEnded when the first of them was answered; {@link #NEVER} if there was none
 * @param undecided how many requests the node could not decide on
 */
record Observations(long accepts, long lastAcceptBegan, long refusals, long firstRefusalEnded, long undecided) {

    /** Later than any moment. */
    static final long NEVER = Long.MAX_VALUE;
    /** Earlier than any moment: the monotonic clock counts from the start of the host. */
    static final long NEVER_YET = 0;

    long checks() {
        return accepts + refusals;
    }
}
