package io.anchorify.auth.simulation;

/** The kinds of faults. Each run has some of them: a fault in every run would hide what needs its absence. */
enum FaultKind {
    /** Requests to the database or replies take long now and then, up to several terms. */
    SLOW_REPLIES,
    /** A thread stalls for long between two steps now and then. */
    SLOW_THREADS,
    /** Scheduled tasks start late now and then. */
    LATE_TASKS,
    /** A whole process is paused for a while. */
    PAUSES,
    /** A process cannot reach the database for a while. */
    DISCONNECTS,
    /** Replies are lost, including replies to a commit. */
    LOST_REPLIES,
    /** The clocks of processes run up to 10 % fast or slow. */
    CLOCK_DRIFT,
    /** No notification arrives. */
    NO_NOTIFICATIONS,
    /** A process starts in the middle of the run. */
    JOINING,
    /** A process is killed, and perhaps restarted. */
    KILLS,
    /** A process is closed in an orderly way, and perhaps restarted. */
    LEAVING,
    /** Registrations expire after a term or two. */
    SHORT_REGISTRATIONS,
    /** Changes that no revocation waits for are removed from the feed, whether or not all nodes have read them. */
    PRUNING,
    /** Another server takes over. It may lack the most recent commits, acknowledgements and registrations. */
    FAILOVER
}
