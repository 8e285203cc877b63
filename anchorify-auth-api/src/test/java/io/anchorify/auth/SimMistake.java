package io.anchorify.auth;

import java.util.EnumSet;
import java.util.Set;
import java.util.function.BiFunction;

/** A mistake that somebody could make in the protocol, each in the troubles in which it matters. */
enum SimMistake {
    CACHE_BEFORE_TERM(
            293,
            "the cache is read before the term is checked",
            SimWrongRequests.CacheBeforeTerm::new,
            SimTrouble.SLOW_ANSWERS,
            SimTrouble.SLOW_THREADS),
    NO_FENCE(50, "a load stores without looking at the fence", SimWrongRequests.NoFence::new, SimTrouble.SLOW_ANSWERS),
    FENCE_IN_TWO_STEPS(
            137,
            "the fence is compared, then the load stores, in two steps",
            SimWrongRequests.FenceInTwoSteps::new,
            SimTrouble.SLOW_THREADS),
    OLD_SNAPSHOT(0, "a load reads in an old snapshot", SimWrongRequests.OldSnapshot::new),
    JOIN_ANY(106, "a request joins any load in flight", SimWrongRequests.JoinAny::new, SimTrouble.SLOW_ANSWERS),
    ACKNOWLEDGE_BEFORE_APPLYING(
            13, "a position is acknowledged before it is applied", SimWrongLoops.AcknowledgeBeforeApplying::new),
    END_LENGTHENS_TERM(
            393,
            "a term that is over is ended once more, with a later end",
            SimWrongLoops.EndLengthensTerm::new,
            SimTrouble.SHORT_REGISTRATIONS,
            SimTrouble.PAUSES),
    TERM_FROM_REPLY(121, "the term counts from the reply", SimWrongLoops.TermFromReply::new, SimTrouble.SLOW_ANSWERS),
    OTHERS_EXTEND_TERM(
            14, "something else extends the term", SimWrongLoops.LookupsExtendTerm::new, SimTrouble.SLOW_ANSWERS),
    LAGGING_REPLICA(35, "the feed is read from a replica", SimWrongLoops.LaggingReplica::new),
    NUMBERS_FROM_SEQUENCE(573, "positions come from a sequence", SimWrongRevokers.NumbersFromSequence::new),
    WAIT_ONE_TERM(
            372,
            "who revokes waits too little",
            SimWrongRevokers.WaitOneTerm::new,
            SimTrouble.CLOCKS,
            SimTrouble.SLOW_ANSWERS),
    REGISTER_LATER(97, "a node caches before it is registered", SimWrongLoops.RegisterLater::new, SimTrouble.JOINING),
    TERM_OUTLASTS_REGISTRATION(
            7475,
            "a term outlasts the registration",
            SimWrongLoops.TermOutlastsRegistration::new,
            SimTrouble.SHORT_REGISTRATIONS,
            SimTrouble.PAUSES,
            SimTrouble.SLOW_ANSWERS),
    REMOVE_WHATEVER_BEAT(
            3701,
            "the reaper overlooks a new beat",
            SimWrongRevokers.RemoveWhateverBeat::new,
            SimTrouble.SLOW_ANSWERS,
            SimTrouble.SHORT_REGISTRATIONS,
            SimTrouble.PAUSES),
    LIST_BEFORE_COMMIT(
            1329,
            "the nodes are listed before the commit",
            SimWrongRevokers.ListBeforeCommit::new,
            SimTrouble.JOINING,
            SimTrouble.SLOW_ANSWERS),
    ONE_IS_ENOUGH(1, "one acknowledgement is enough", SimWrongRevokers.OneIsEnough::new),
    IGNORE_GAP(3, "a node behind the pruned part goes on", SimWrongLoops.IgnoreGap::new, SimTrouble.PRUNING),
    IGNORE_HEAD_BEHIND(
            305, "a node ahead of the head goes on", SimWrongLoops.IgnoreHeadBehind::new, SimTrouble.FAILOVER),
    IGNORE_UID(856, "a node does not compare the uid", SimWrongLoops.IgnoreUid::new, SimTrouble.FAILOVER),
    IGNORE_OWN_LOSS(
            1,
            "who revokes does not see that its change was lost",
            SimWrongRevokers.IgnoreOwnLoss::new,
            SimTrouble.FAILOVER),
    IGNORE_OWN_ROW(
            226,
            "a node does not look for its own row",
            SimWrongLoops.IgnoreOwnRow::new,
            SimTrouble.FAILOVER,
            SimTrouble.JOINING),
    TRUST_NEW_SERVER(
            133,
            "a list of nodes is relied on at once on a new server",
            SimWrongRevokers.TrustNewServer::new,
            SimTrouble.FAILOVER,
            SimTrouble.JOINING),
    SETTLE_AT_ONCE(
            1834,
            "a new server is noted as the known one at once",
            SimWrongRevokers.SettleAtOnce::new,
            SimTrouble.FAILOVER,
            SimTrouble.JOINING),
    ROW_BEFORE_TERM(
            103, "the row is removed before the term ends", SimWrongLoops.RowBeforeTerm::new, SimTrouble.LEAVING),
    TERM_AFTER_LEAVING(
            452,
            "a loop begins a term although its node is leaving",
            SimWrongLoops.TermAfterLeaving::new,
            SimTrouble.LEAVING),
    WAIT_FROM_SENDING(
            247,
            "the wait counts from when COMMIT was sent",
            SimWrongRevokers.WaitFromSending::new,
            SimTrouble.SLOW_ANSWERS),
    SECOND_RETURNS_AT_ONCE(
            0, "who finds the token revoked already returns at once", SimWrongRevokers.SecondReturnsAtOnce::new),
    SILENCE_IS_COMMIT(
            1862,
            "a lost answer is taken for a commit",
            SimWrongRevokers.TakeSilenceForCommit::new,
            SimTrouble.LOST_ANSWERS),
    LOOK_WITHOUT_LOCK(
            1,
            "a change that is not found is taken for rolled back",
            SimWrongRevokers.LookWithoutLock::new,
            SimTrouble.LOST_ANSWERS);

    private final long seed;
    private final String description;
    private final BiFunction<SimLink, SimJudge, SimParts> parts;
    private final Set<SimTrouble> troubles = EnumSet.noneOf(SimTrouble.class);

    SimMistake(long seed, String description, BiFunction<SimLink, SimJudge, SimParts> parts, SimTrouble... troubles) {
        this.seed = seed;
        this.description = description;
        this.parts = parts;
        this.troubles.addAll(Set.of(troubles));
    }

    /** With which it was found first when that was counted last. */
    long seed() {
        return seed;
    }

    SimParts parts(SimLink link, SimJudge judge) {
        return parts.apply(link, judge);
    }

    /** What a run has to bear for the mistake to matter; the rest is as the seed says. */
    Set<SimTrouble> troubles() {
        return troubles;
    }

    @Override
    public String toString() {
        return description;
    }
}
