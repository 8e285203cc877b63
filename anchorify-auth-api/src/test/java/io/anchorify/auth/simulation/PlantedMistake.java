package io.anchorify.auth.simulation;

import java.util.EnumSet;
import java.util.Set;
import java.util.function.BiFunction;

/** A mistake in the protocol that the simulation must find, and the faults that reveal it. */
enum PlantedMistake {
    CACHE_BEFORE_TERM(
            293,
            "the cache is read before the term is checked",
            RequestMistakes::readCacheBeforeTerm,
            FaultKind.SLOW_REPLIES,
            FaultKind.SLOW_THREADS),
    NO_FENCE(50, "a load is stored without comparing the fence", RequestMistakes::ignoreFence, FaultKind.SLOW_REPLIES),
    FENCE_IN_TWO_STEPS(
            137,
            "a load is stored in a step of its own after comparing the fence",
            RequestMistakes::compareFenceBeforePut,
            FaultKind.SLOW_THREADS),
    EMPTIED_WITHOUT_FENCE(
            9059,
            "emptying the cache does not move the fence",
            RequestMistakes::emptyCacheWithoutFence,
            FaultKind.SLOW_REPLIES,
            FaultKind.PRUNING,
            FaultKind.FAILOVER),
    OLD_SNAPSHOT(0, "a load reads an old snapshot", RequestMistakes::readOldSnapshot),
    JOIN_ANY(106, "a request joins any load in progress", RequestMistakes::joinAnyLoad, FaultKind.SLOW_REPLIES),
    ACKNOWLEDGE_BEFORE_APPLYING(
            13, "a position is acknowledged before it is applied", FeedMistakes::acknowledgeBeforeApplying),
    END_LENGTHENS_TERM(
            393,
            "ending a term that is over moves its end to a later time",
            FeedMistakes::lengthenEndedTerm,
            FaultKind.SHORT_REGISTRATIONS,
            FaultKind.PAUSES),
    TERM_FROM_REPLY(121, "the term counts from the reply", FeedMistakes::countTermFromReply, FaultKind.SLOW_REPLIES),
    LOOKUP_EXTENDS_TERM(14, "a lookup extends the term", FeedMistakes::extendTermByLookup, FaultKind.SLOW_REPLIES),
    LAGGING_REPLICA(35, "the feed is read from a replica", FeedMistakes::readLaggingReplica),
    NUMBERS_FROM_SEQUENCE(573, "positions come from a sequence", RevocationMistakes::numberFromSequence),
    WAIT_ONE_TERM(
            372,
            "a revocation waits for less than the longest term",
            RevocationMistakes::waitOneTerm,
            FaultKind.CLOCK_DRIFT,
            FaultKind.SLOW_REPLIES),
    REGISTER_LATER(97, "a node caches before it is registered", FeedMistakes::registerLater, FaultKind.JOINING),
    TERM_OUTLASTS_REGISTRATION(
            7475,
            "a term outlasts the registration",
            FeedMistakes::outlastRegistration,
            FaultKind.SHORT_REGISTRATIONS,
            FaultKind.PAUSES,
            FaultKind.SLOW_REPLIES),
    REMOVE_WHATEVER_BEAT(
            3701,
            "a registration is removed without comparing its beat",
            RevocationMistakes::removeWithoutComparingBeat,
            FaultKind.SLOW_REPLIES,
            FaultKind.SHORT_REGISTRATIONS,
            FaultKind.PAUSES),
    LIST_BEFORE_COMMIT(
            1329,
            "the nodes are listed before the commit",
            RevocationMistakes::listNodesBeforeCommit,
            FaultKind.JOINING,
            FaultKind.SLOW_REPLIES),
    ONE_IS_ENOUGH(1, "one acknowledgement is enough", RevocationMistakes::oneAcknowledgementIsEnough),
    IGNORE_GAP(3, "a node that missed pruned changes continues", FeedMistakes::ignoreGap, FaultKind.PRUNING),
    IGNORE_HEAD_BEHIND(305, "a node ahead of the head continues", FeedMistakes::ignoreHeadBehind, FaultKind.FAILOVER),
    IGNORE_UID(856, "a node does not compare the uid", FeedMistakes::ignoreUid, FaultKind.FAILOVER),
    IGNORE_OWN_LOSS(
            1,
            "a revocation does not notice that its change was lost",
            RevocationMistakes::ignoreOwnLoss,
            FaultKind.FAILOVER),
    IGNORE_OWN_ROW(
            226,
            "a node does not check its own registration",
            FeedMistakes::ignoreOwnRow,
            FaultKind.FAILOVER,
            FaultKind.JOINING),
    TRUST_NEW_SERVER(
            133,
            "the list of nodes of a new server is trusted immediately",
            RevocationMistakes::trustNewServer,
            FaultKind.FAILOVER,
            FaultKind.JOINING),
    SETTLE_IMMEDIATELY(
            1834,
            "a new server is settled immediately",
            RevocationMistakes::settleImmediately,
            FaultKind.FAILOVER,
            FaultKind.JOINING),
    ROW_BEFORE_TERM(
            447,
            "a leaving node removes its registration before it ends its term",
            FeedMistakes::removeRowBeforeTermEnds,
            FaultKind.LEAVING),
    TERM_AFTER_LEAVING(
            337, "a leaving node begins another term", FeedMistakes::beginTermAfterLeaving, FaultKind.LEAVING),
    WAIT_FROM_SENDING(
            247,
            "the wait counts from when COMMIT was sent",
            RevocationMistakes::waitFromSending,
            FaultKind.SLOW_REPLIES),
    SECOND_RETURNS_IMMEDIATELY(
            0, "revoking a revoked token returns immediately", RevocationMistakes::returnImmediatelyIfRevoked),
    LOST_REPLY_IS_COMMIT(
            1862,
            "a lost reply is taken for a commit",
            RevocationMistakes::takeLostReplyForCommit,
            FaultKind.LOST_REPLIES),
    LOOK_UP_WITHOUT_LOCK(
            1,
            "a change is looked up without waiting for the lock",
            RevocationMistakes::lookUpWithoutLock,
            FaultKind.LOST_REPLIES),
    ROTATE_WITHOUT_RECORD(
            Workload.WHOLE_LIFE,
            0,
            "a rotation without a grace period is not a change",
            RotationMistakes::rotateWithoutRecord),
    RECORD_SUCCESSOR(
            Workload.WHOLE_LIFE,
            0,
            "the change of a rotation affects only the successor",
            RotationMistakes::recordSuccessor),
    EXPIRE_INSTEAD_OF_REVOKING(
            Workload.WHOLE_LIFE,
            0,
            "a rotation without a grace period only moves the expiry",
            RotationMistakes::expireInsteadOfRevoking),
    NARROW_WITHOUT_RECORD(
            Workload.WHOLE_LIFE,
            0,
            "a rotation with a grace period is not a change",
            RotationMistakes::narrowWithoutRecord),
    ROTATE_IN_TWO_TRANSACTIONS(
            Workload.WHOLE_LIFE,
            17,
            "a rotation checks and ends its token in two transactions",
            RotationMistakes::rotateInTwoTransactions),
    INSERT_SUCCESSOR_FIRST(
            Workload.WHOLE_LIFE,
            0,
            "a rotation adds the successor in a transaction of its own",
            RotationMistakes::insertSuccessorFirst),
    ROTATE_ENDED(
            Workload.WHOLE_LIFE,
            6,
            "a rotation does not check that its token is active",
            RotationMistakes::rotateEnded),
    RETURN_LOST_SUCCESSOR(
            Workload.WHOLE_LIFE,
            0,
            "a rotation returns a successor that a failover has lost",
            RotationMistakes::returnLostSuccessor,
            FaultKind.FAILOVER),
    AWAIT_FIRST_BATCH(
            Workload.WHOLE_LIFE,
            2845,
            "a revocation in batches awaits the first one",
            RotationMistakes::awaitFirstBatch,
            FaultKind.NO_NOTIFICATIONS,
            FaultKind.SLOW_REPLIES),
    ERASE_WITHOUT_RECORD(Workload.WHOLE_LIFE, 3, "an erasure is not a change", RotationMistakes::eraseWithoutRecord),
    IGNORE_MAXIMUM_LIFETIME(
            Workload.WHOLE_LIFE,
            4,
            "a cached entry ignores the maximum lifetime",
            PolicyMistakes::ignoreMaximumLifetime),
    IGNORE_IDLE_END(
            Workload.WHOLE_LIFE, 6, "a cached entry ignores the maximum idle time", PolicyMistakes::ignoreIdleEnd),
    KEEP_LAST_USE(
            Workload.WHOLE_LIFE,
            8,
            "a token that is read again keeps its earlier last use",
            PolicyMistakes::keepLastUse);

    private final Workload workload;
    private final long seed;
    private final String description;
    private final BiFunction<NetworkLink, HistoryChecker, SimulatedParts> parts;
    private final Set<FaultKind> faults = EnumSet.noneOf(FaultKind.class);

    PlantedMistake(
            long seed,
            String description,
            BiFunction<NetworkLink, HistoryChecker, SimulatedParts> parts,
            FaultKind... faults) {
        this(Workload.REVOCATIONS, seed, description, parts, faults);
    }

    PlantedMistake(
            Workload workload,
            long seed,
            String description,
            BiFunction<NetworkLink, HistoryChecker, SimulatedParts> parts,
            FaultKind... faults) {
        this.workload = workload;
        this.seed = seed;
        this.description = description;
        this.parts = parts;
        this.faults.addAll(Set.of(faults));
    }

    Workload workload() {
        return workload;
    }

    /** The first seed that finds it. */
    long seed() {
        return seed;
    }

    SimulatedParts parts(NetworkLink link, HistoryChecker checker) {
        return parts.apply(link, checker);
    }

    /** The faults of every run with this mistake. The seed draws the others. */
    Set<FaultKind> faults() {
        return faults;
    }

    @Override
    public String toString() {
        return description;
    }
}
