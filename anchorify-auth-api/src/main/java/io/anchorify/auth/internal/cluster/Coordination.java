package io.anchorify.auth.internal.cluster;

import io.anchorify.auth.internal.Clocks;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;

/**
 * How a service coordinates with the other services on its store.
 *
 * @param term until when this service may answer from its cache
 * @param membership whether the others know this service
 * @param acknowledgements when a change that this service made is in effect on all of them
 */
public record Coordination(Term term, Membership membership, AcknowledgementWaiter acknowledgements) {

    private static final Logger LOGGER = System.getLogger(Coordination.class.getName());

    /** A service whose store has no change feed, and therefore no other user. */
    public static Coordination singleNode(Clocks clocks) {
        LOGGER.log(Level.INFO, "This store has no change feed: only this process may use its tokens");
        return new Coordination(
                Term.unlimited(clocks.monotonic()), Membership.SINGLE_NODE, AcknowledgementWaiter.SINGLE_NODE);
    }
}
