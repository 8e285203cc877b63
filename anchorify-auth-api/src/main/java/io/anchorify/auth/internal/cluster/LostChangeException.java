package io.anchorify.auth.internal.cluster;

import io.anchorify.auth.TokenStoreException;

/** The store no longer has a change that it had committed, so nothing of the change exists. */
public final class LostChangeException extends TokenStoreException {

    private static final long serialVersionUID = 1L;

    LostChangeException() {
        super(
                "The database has lost a change that it had committed, probably in a failover to a server that lacked the"
                        + " last commits. Make the change again",
                null);
    }
}
