package io.anchorify.auth.protocol;

/**
 * The rules of the protocol. Each can be broken by itself, and has to be caught when it is: a rule that nothing misses
 * when it is gone would not be one.
 */
enum Rule {

    // Of a request and of the lookup that it causes.

    /** A request looks at the term first and then into the cache, not the other way round. */
    TERM_BEFORE_CACHE,
    /** A load stores what it has read only if the fence stands where it stood before it read. */
    LOAD_HAS_FENCE,
    /** Comparing the fence and storing are one step for those who move the fence. */
    FENCE_AND_STORE_ARE_ONE,
    /** The fence holds the cache's generation besides the applied position. */
    FENCE_HAS_GENERATION,
    /** A load reads what is committed now, not the snapshot of a transaction that was open already. */
    LOAD_READS_FRESH,
    /** A load is joined only by requests that saw the term valid and the fence unmoved. */
    JOIN_WITHIN_TERM_AND_FENCE,

    // Of a node's loop.

    /** A position is acknowledged when it has been applied, not when it has been read. */
    APPLY_BEFORE_ACKNOWLEDGING,
    /** A term counts from before the read was sent, not from when the answer came. */
    TERM_FROM_BEFORE_READ,
    /** Only who has read the feed extends the term. */
    ONLY_FEED_EXTENDS_TERM,
    /** The feed is read from the primary. */
    FEED_FROM_PRIMARY,
    /** A node answers from its cache only once it is registered. */
    REGISTER_FIRST,
    /** A term does not outlast the registration. */
    REGISTRATION_BOUNDS_TERM,
    /** A node behind the pruned part of the feed starts afresh. */
    FRESH_START_ON_GAP,
    /** A node that is ahead of the head starts afresh. */
    FRESH_START_ON_HEAD_BEHIND,
    /** A node whose applied position has another uid now starts afresh. */
    FRESH_START_ON_OTHER_UID,
    /** A uid that is not there to be compared counts as another one. */
    UNKNOWN_UID_IS_OTHER,
    /** An acknowledgement reaches only the server that the feed was read from. */
    ACKNOWLEDGE_WHERE_READ,
    /** A node that does not find its row, as it reads the feed, ends its term and registers anew. */
    READ_OWN_ROW,
    /** A node ends its term before it removes its row. */
    LEAVE_TERM_BEFORE_ROW,
    /** A loop that is still running when its node leaves does not begin a new term. */
    NO_TERM_AFTER_LEAVING,

    // Of who revokes, and of the reaper.

    /** Positions are gapless and in the order of the commits, as those of a sequence are not. */
    GAPLESS_POSITIONS,
    /** Who revokes waits until the last term has ended; broken, it waits a tick less. */
    WAIT_FOR_LAST_TERM,
    /** The wait counts from when the commit is known, not from when it was sent. */
    WAIT_FROM_KNOWN_COMMIT,
    /** Every node has to acknowledge, not just one. */
    WAIT_FOR_EVERY_NODE,
    /** The nodes are listed after the commit. */
    LIST_NODES_AFTER_COMMIT,
    /** Who finds the token revoked already waits like who has revoked it. */
    WAIT_IF_REVOKED_ALREADY,
    /** A commit whose answer was lost is looked up before anything is said of it. */
    LOOK_UNCERTAIN_COMMIT_UP,
    /** It is looked up behind the lock of the head, so that it is not under way any more. */
    LOOK_UP_BEHIND_LOCK,
    /** Who reads the nodes looks whether its change is still there. */
    SEE_OWN_CHANGE,
    /** Who has met a server only now waits its revocations out, for registrations may be lost. */
    WAIT_ON_NEW_SERVER,
    /** A server is noted as the known one when the last term from before it is over, for then nobody waits any more. */
    SETTLE_AFTER_LAST_TERM,
    /** The reaper compares the beat in the statement that deletes. */
    REAP_COMPARES_BEAT
}
