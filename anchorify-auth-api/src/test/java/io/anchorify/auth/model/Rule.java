package io.anchorify.auth.model;

/**
 * The rules of the protocol. A test breaks each of them alone, and the search must find a violation: otherwise the rule would
 * not be needed.
 */
enum Rule {

    // Requests and the loads that they cause.

    /** A request checks the term before it reads the cache. */
    TERM_BEFORE_CACHE,
    /** A load stores its result only if the fence has not moved since before the read. */
    LOAD_HAS_FENCE,
    /** The fence cannot move between comparing it and storing. */
    FENCE_AND_STORE_ARE_ONE,
    /** The fence consists of the applied position and the generation of the cache. */
    FENCE_HAS_GENERATION,
    /** A load reads the last committed state, not the snapshot of an open transaction. */
    LOAD_READS_FRESH,
    /** Only requests that found the term valid and the fence unmoved join a load. */
    JOIN_WITHIN_TERM_AND_FENCE,
    /** A cached entry ends when its token does: by its expiry, after a grace period, or by a policy. */
    ENTRY_HAS_END,

    // The loop of a node.

    /** A position is acknowledged after it has been applied, not after it has been read. */
    APPLY_BEFORE_ACKNOWLEDGING,
    /** A term counts from before the read was sent, not from its reply. */
    TERM_FROM_BEFORE_READ,
    /** Only reading the feed extends the term. */
    ONLY_FEED_EXTENDS_TERM,
    /** The feed is read from the primary. */
    FEED_FROM_PRIMARY,
    /** A node registers before it answers from its cache. */
    REGISTER_FIRST,
    /** A term does not outlast the registration. */
    REGISTRATION_BOUNDS_TERM,
    /** A node that missed pruned changes restarts. */
    RESTART_ON_GAP,
    /** A node that is ahead of the head restarts. */
    RESTART_ON_HEAD_BEHIND,
    /** A node whose applied position has another uid restarts. */
    RESTART_ON_OTHER_UID,
    /** A uid that was pruned counts as another one. */
    UNKNOWN_UID_IS_OTHER,
    /** An acknowledgement counts only on the server that the feed was read from. */
    ACKNOWLEDGE_WHERE_READ,
    /** A node checks its row when it reads the feed. If the row is missing, it ends its term and registers again. */
    CHECK_OWN_ROW,
    /** A node ends its term before it removes its row. */
    LEAVE_TERM_BEFORE_ROW,
    /** A loop that still runs when its node leaves does not begin another term. */
    NO_TERM_AFTER_LEAVING,

    // Revocations, rotations, and the reaper.

    /** Positions are gapless and in commit order, unlike those of a sequence. */
    GAPLESS_POSITIONS,
    /** A revocation waits until the last term has ended. Broken, it waits a tick less. */
    WAIT_FOR_LAST_TERM,
    /** The wait counts from when the commit is known, not from when COMMIT was sent. */
    WAIT_FROM_KNOWN_COMMIT,
    /** Every node must acknowledge, not just one. */
    WAIT_FOR_EVERY_NODE,
    /** A revocation in batches waits for the last one, not for the first. */
    WAIT_FOR_LAST_BATCH,
    /** A rotation with a grace period is a change that every node applies, although it ends nothing yet. */
    NARROWING_IS_A_CHANGE,
    /** A rotation without a grace period revokes its token, instead of leaving the end to the wall clocks of the nodes. */
    REVOKE_WITHOUT_GRACE,
    /** The nodes are listed after the commit. */
    LIST_NODES_AFTER_COMMIT,
    /** A call that finds the token revoked waits like the call that revoked it. */
    WAIT_IF_REVOKED_ALREADY,
    /** A commit whose reply was lost is looked up before its result is reported. */
    LOOK_UP_UNCERTAIN_COMMIT,
    /** The lookup takes the lock of the head, so that the commit is no longer in progress. */
    LOOK_UP_UNDER_LOCK,
    /** A revocation that lists the nodes checks that its change still exists. */
    CHECK_OWN_CHANGE,
    /** A process that has just met a server waits its revocations out, because registrations may be lost. */
    WAIT_ON_NEW_SERVER,
    /** A server is settled only when the last term from before it is over, because no process waits from then on. */
    SETTLE_AFTER_LAST_TERM,
    /** The reaper compares the beat in the DELETE statement. */
    REAP_COMPARES_BEAT
}
