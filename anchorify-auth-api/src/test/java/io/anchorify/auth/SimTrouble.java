package io.anchorify.auth;

/** What a run may have to bear. Each run has some of it, for what is always there hides what needs its absence. */
enum SimTrouble {
    /** The way to the database or back takes long now and then: up to several terms. */
    SLOW_ANSWERS,
    /** A thread stands still for long between two of its steps now and then. */
    SLOW_THREADS,
    /** Scheduled tasks begin late now and then. */
    LATE_TASKS,
    /** A whole process stands still for a while. */
    PAUSES,
    /** A process cannot reach the database for a while. */
    CUTS,
    /** Answers are lost, and among them those to a commit. */
    LOST_ANSWERS,
    /** The clocks of processes run up to 10 % fast or slow. */
    CLOCKS,
    /** No hint ever arrives. */
    NO_HINTS,
    /** A process begins in the middle of the run. */
    JOINING,
    /** A process is killed, and perhaps begun again. */
    KILLS,
    /** A process is closed in an orderly way, and perhaps begun again. */
    LEAVING,
    /** Registrations run out after a term or two. */
    SHORT_REGISTRATIONS,
    /** Changes that nobody waits for are removed from the feed, whether or not all nodes have read them. */
    PRUNING,
    /** Another server takes over, which may lack the youngest commits, acknowledgements and registrations. */
    FAILOVER
}
