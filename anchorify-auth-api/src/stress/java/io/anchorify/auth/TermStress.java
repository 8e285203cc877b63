package io.anchorify.auth;

import static io.anchorify.auth.StressToken.HASH;
import static io.anchorify.auth.StressToken.NOW;
import static org.openjdk.jcstress.annotations.Expect.ACCEPTABLE;
import static org.openjdk.jcstress.annotations.Expect.ACCEPTABLE_INTERESTING;
import static org.openjdk.jcstress.annotations.Expect.FORBIDDEN;

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

/** The term: what it publishes when it begins, and that it stays ended. */
final class TermStress {

    private static final String LET_IN = "let in";
    private static final String OUTSIDE = "refused outside a term";
    private static final String WITHIN = "refused within the new term";

    private TermStress() {}

    /**
     * The last term is over, the token is still in the cache, and it was revoked. A node's loop applies that and begins
     * a term while a request comes.
     */
    @JCStressTest
    @State
    @Outcome(id = OUTSIDE, expect = ACCEPTABLE, desc = "The request came before the new term and asked the store")
    @Outcome(id = WITHIN, expect = ACCEPTABLE, desc = "The request saw the new term and that the token was dropped")
    @Outcome(id = LET_IN, expect = FORBIDDEN, desc = "The request saw the new term and what was dropped before it")
    public static class NewTerm {

        private final StressNode node = nodeBehindARevocation();

        @Actor
        public void loop() {
            node.round();
        }

        @Actor
        public void request(L_Result r) {
            r.r1 = outcome(node, node.letsIn());
        }
    }

    /** A loop that begins the term and then drops. */
    @JCStressTest
    @State
    @Outcome(id = OUTSIDE, expect = ACCEPTABLE, desc = "The request came before the new term and asked the store")
    @Outcome(id = WITHIN, expect = ACCEPTABLE, desc = "The request came after the drop")
    @Outcome(id = LET_IN, expect = ACCEPTABLE_INTERESTING, desc = "The request came between the two")
    public static class BrokenTermBeforeDrop {

        private final StressNode node = nodeBehindARevocation();

        @Actor
        public void loop() {
            node.term.begin(NOW + 1);
            Thread.yield();
            node.cache.drop(new ChangeScope.OneToken(HASH));
        }

        @Actor
        public void request(L_Result r) {
            r.r1 = outcome(node, node.letsIn());
        }
    }

    /** A request that looks into the cache and then at the term. */
    @JCStressTest
    @State
    @Outcome(id = OUTSIDE, expect = ACCEPTABLE, desc = "The request came before the new term and asked the store")
    @Outcome(id = WITHIN, expect = ACCEPTABLE, desc = "The request came after the drop")
    @Outcome(id = LET_IN, expect = ACCEPTABLE_INTERESTING, desc = "It saw the cache of before, and the term of after")
    public static class BrokenCacheBeforeTerm {

        private final StressNode node = nodeBehindARevocation();

        @Actor
        public void loop() {
            node.round();
        }

        @Actor
        public void request(L_Result r) {
            Verdict known = node.cache.get(StressToken.key(), NOW);
            Thread.yield();
            boolean cacheHolds = node.term.isValidAt(NOW);
            r.r1 = !cacheHolds ? OUTSIDE : known instanceof CachedToken ? LET_IN : WITHIN;
        }
    }

    /** A request asks again and again whether the term is valid, until it is ended. */
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
                // Nothing else, so that the compiler has every reason to ask only once.
            }
        }

        @Signal
        public void end() {
            term.end();
        }
    }

    /** A node leaves while its loop is in the middle of a round. */
    @JCStressTest
    @State
    @Outcome(id = "false, false, false", expect = ACCEPTABLE, desc = "The loop came too late to begin a term")
    @Outcome(id = "true, false, false", expect = ACCEPTABLE, desc = "The loop began a term, which was then ended")
    @Outcome(expect = FORBIDDEN, desc = "A term ran on, or began, after the node had ended it for good")
    public static class Close {

        private final StressNode node = nodeBehindARevocation();

        @Actor
        public void loop() {
            node.round();
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

    /** A term that is looked at and then begun, in two steps. */
    @JCStressTest
    @State
    @Outcome(id = ".*, false, false", expect = ACCEPTABLE, desc = "The node ended its term for good")
    @Outcome(expect = ACCEPTABLE_INTERESTING, desc = "The loop had looked before that, and began one after it")
    public static class BrokenCloseWithoutLock {

        private volatile long end = NOW;
        private volatile boolean closed;

        @Actor
        public void loop() {
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

    private static StressNode nodeBehindARevocation() {
        StressNode node = new StressNode();
        node.cacheTheToken();
        node.commitTheRevocation();
        return node;
    }

    private static String outcome(StressNode node, boolean letIn) {
        if (letIn) {
            return LET_IN;
        }
        return node.lookups.fallbacks() > 0 ? OUTSIDE : WITHIN;
    }
}
