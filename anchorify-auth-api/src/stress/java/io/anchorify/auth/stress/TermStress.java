package io.anchorify.auth.stress;

import static io.anchorify.auth.stress.StressToken.HASH;
import static io.anchorify.auth.stress.StressToken.NOW;
import static org.openjdk.jcstress.annotations.Expect.ACCEPTABLE;
import static org.openjdk.jcstress.annotations.Expect.ACCEPTABLE_INTERESTING;
import static org.openjdk.jcstress.annotations.Expect.FORBIDDEN;

import io.anchorify.auth.internal.cluster.Term;
import io.anchorify.auth.internal.lookup.CacheEntry;
import io.anchorify.auth.internal.lookup.LookupResult;
import io.anchorify.auth.spi.ChangeScope;
import org.openjdk.jcstress.annotations.Actor;
import org.openjdk.jcstress.annotations.Arbiter;
import org.openjdk.jcstress.annotations.JCStressTest;
import org.openjdk.jcstress.annotations.Mode;
import org.openjdk.jcstress.annotations.Outcome;
import org.openjdk.jcstress.annotations.Signal;
import org.openjdk.jcstress.annotations.State;
import org.openjdk.jcstress.infra.results.L_Result;
import org.openjdk.jcstress.infra.results.ZZZ_Result;

/** The term: what is visible when it begins, and that it stays ended. */
final class TermStress {

    private static final String ACCEPTED = "accepted";
    private static final String OUTSIDE = "rejected outside a term";
    private static final String WITHIN = "rejected within the new term";

    private TermStress() {}

    /**
     * The last term is over, and the token was revoked but is still in the cache. A poll applies the revocation and begins a
     * term, concurrently with a request.
     */
    @JCStressTest
    @State
    @Outcome(id = OUTSIDE, expect = ACCEPTABLE, desc = "The request came before the new term and asked the store")
    @Outcome(id = WITHIN, expect = ACCEPTABLE, desc = "The request saw the new term and the invalidation")
    @Outcome(
            id = ACCEPTED,
            expect = FORBIDDEN,
            desc = "The request saw the new term and an entry that was invalidated before it")
    public static class NewTerm {

        private final StressNode node = nodeWithUnappliedRevocation();

        @Actor
        public void poll() {
            node.poll();
        }

        @Actor
        public void request(L_Result r) {
            r.r1 = outcome(node, node.accepts());
        }
    }

    /** A poll that begins the term before it invalidates. */
    @JCStressTest
    @State
    @Outcome(id = OUTSIDE, expect = ACCEPTABLE, desc = "The request came before the new term and asked the store")
    @Outcome(id = WITHIN, expect = ACCEPTABLE, desc = "The request came after the invalidation")
    @Outcome(id = ACCEPTED, expect = ACCEPTABLE_INTERESTING, desc = "The request came between the two")
    public static class BrokenTermBeforeInvalidation {

        private final StressNode node = nodeWithUnappliedRevocation();

        @Actor
        public void poll() {
            node.term.begin(NOW + 1);
            Thread.yield();
            node.cache.invalidate(new ChangeScope.OneToken(HASH));
        }

        @Actor
        public void request(L_Result r) {
            r.r1 = outcome(node, node.accepts());
        }
    }

    /** A request that reads the cache before it checks the term. */
    @JCStressTest
    @State
    @Outcome(id = OUTSIDE, expect = ACCEPTABLE, desc = "The request came before the new term and asked the store")
    @Outcome(id = WITHIN, expect = ACCEPTABLE, desc = "The request came after the invalidation")
    @Outcome(id = ACCEPTED, expect = ACCEPTABLE_INTERESTING, desc = "It saw the old cache and the new term")
    public static class BrokenCacheBeforeTerm {

        private final StressNode node = nodeWithUnappliedRevocation();

        @Actor
        public void poll() {
            node.poll();
        }

        @Actor
        public void request(L_Result r) {
            LookupResult cached = node.cache.get(HASH, NOW);
            Thread.yield();
            boolean cacheUsable = node.term.isValidAt(NOW);
            r.r1 = !cacheUsable ? OUTSIDE : cached instanceof CacheEntry ? ACCEPTED : WITHIN;
        }
    }

    /** A request checks the term repeatedly until it is ended. */
    @JCStressTest(Mode.Termination)
    @State
    @Outcome(id = "TERMINATED", expect = ACCEPTABLE, desc = "The request saw the end")
    @Outcome(expect = FORBIDDEN, desc = "The request never saw the end")
    public static class End {

        private final Term term = new Term(() -> NOW);

        public End() {
            term.begin(NOW + 1);
        }

        @Actor
        public void request() {
            while (term.isValidAt(NOW)) {
                // An empty body lets the compiler hoist the check, which it must not do.
            }
        }

        @Signal
        public void end() {
            term.end();
        }
    }

    /** A node leaves in the middle of a poll. */
    @JCStressTest
    @State
    @Outcome(id = "false, false, false", expect = ACCEPTABLE, desc = "The poll came too late to begin a term")
    @Outcome(id = "true, false, false", expect = ACCEPTABLE, desc = "The poll began a term, which was then ended")
    @Outcome(expect = FORBIDDEN, desc = "A term was valid after the node had ended it for good")
    public static class Close {

        private final StressNode node = nodeWithUnappliedRevocation();

        @Actor
        public void poll() {
            node.poll();
        }

        @Actor
        public void leave(ZZZ_Result r) {
            r.r1 = node.term.isValidNow();
            node.term.close();
            r.r2 = node.term.isValidNow();
        }

        @Arbiter
        public void atTheEnd(ZZZ_Result r) {
            r.r3 = node.term.isValidNow();
        }
    }

    /** A term that is checked and begun in two steps. */
    @JCStressTest
    @State
    @Outcome(id = ".*, false, false", expect = ACCEPTABLE, desc = "The node ended its term for good")
    @Outcome(expect = ACCEPTABLE_INTERESTING, desc = "The poll checked before that, and began a term after it")
    public static class BrokenCloseWithoutLock {

        private volatile long end = NOW;
        private volatile boolean closed;

        @Actor
        public void poll() {
            if (!closed) {
                Thread.yield();
                end = NOW + 1;
            }
        }

        @Actor
        public void leave(ZZZ_Result r) {
            r.r1 = isValidNow();
            end = NOW;
            closed = true;
            r.r2 = isValidNow();
        }

        @Arbiter
        public void atTheEnd(ZZZ_Result r) {
            r.r3 = isValidNow();
        }

        private boolean isValidNow() {
            return NOW - end < 0;
        }
    }

    private static StressNode nodeWithUnappliedRevocation() {
        StressNode node = new StressNode();
        node.cacheTheToken();
        node.commitTheRevocation();
        return node;
    }

    private static String outcome(StressNode node, boolean accepted) {
        if (accepted) {
            return ACCEPTED;
        }
        return node.loader.uncached() > 0 ? OUTSIDE : WITHIN;
    }
}
