package io.anchorify.auth;

import static io.anchorify.auth.StressToken.HASH;
import static io.anchorify.auth.StressToken.NOW;
import static io.anchorify.auth.StressToken.OWNER;
import static org.openjdk.jcstress.annotations.Expect.ACCEPTABLE;
import static org.openjdk.jcstress.annotations.Expect.ACCEPTABLE_INTERESTING;
import static org.openjdk.jcstress.annotations.Expect.FORBIDDEN;

import io.anchorify.auth.spi.ChangeScope;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import org.openjdk.jcstress.annotations.Actor;
import org.openjdk.jcstress.annotations.Arbiter;
import org.openjdk.jcstress.annotations.JCStressTest;
import org.openjdk.jcstress.annotations.Mode;
import org.openjdk.jcstress.annotations.Outcome;
import org.openjdk.jcstress.annotations.Signal;
import org.openjdk.jcstress.annotations.State;
import org.openjdk.jcstress.infra.results.L_Result;

/** The fence: the token is loaded while it is revoked, and at the end the cache does not hold it. */
final class FenceStress {

    private FenceStress() {}

    /** What is the same in all of them; the outcomes are inherited. */
    @Outcome(id = "nothing", expect = ACCEPTABLE, desc = "What was read before the change was not stored, or dropped")
    @Outcome(id = "refusal", expect = ACCEPTABLE, desc = "The token was read, and stored, after the change")
    @Outcome(id = "token", expect = FORBIDDEN, desc = "What was read before the change outlived it")
    static class WhatTheCacheHolds {

        final StressStore store = new StressStore();
        final TokenCache cache = new TokenCache(10);
        private final Lookups lookups =
                new Lookups(store, cache, StressToken.VERDICTS, StressToken.limit(), Lookup::await);

        void lookUp() {
            lookups.shared(HASH);
        }

        void revoke(ChangeScope changed) {
            store.revoke();
            cache.drop(changed);
        }

        void show(L_Result r) {
            r.r1 = StressToken.name(cache.get(StressToken.key(), NOW));
        }
    }

    /** The change is to the token. */
    @JCStressTest
    @State
    public static class OneToken extends WhatTheCacheHolds {

        @Actor
        public void load() {
            lookUp();
        }

        @Actor
        public void change() {
            revoke(new ChangeScope.OneToken(HASH));
        }

        @Arbiter
        public void atTheEnd(L_Result r) {
            show(r);
        }
    }

    /** The change is to all tokens of its owner. */
    @JCStressTest
    @State
    public static class TokensOfItsOwner extends WhatTheCacheHolds {

        @Actor
        public void load() {
            lookUp();
        }

        @Actor
        public void change() {
            revoke(new ChangeScope.TokensOf(OWNER));
        }

        @Arbiter
        public void atTheEnd(L_Result r) {
            show(r);
        }
    }

    /** The change may be to any token. */
    @JCStressTest
    @State
    public static class AnyToken extends WhatTheCacheHolds {

        @Actor
        public void load() {
            lookUp();
        }

        @Actor
        public void change() {
            revoke(new ChangeScope.AnyToken());
        }

        @Arbiter
        public void atTheEnd(L_Result r) {
            show(r);
        }
    }

    /** Two threads load, neither of which joins the other. */
    @JCStressTest
    @State
    public static class TwoLoaders extends WhatTheCacheHolds {

        @Actor
        public void load() {
            long fence = cache.fence();
            cache.put(store.read(), fence);
        }

        @Actor
        public void loadAsWell() {
            load();
        }

        @Actor
        public void change() {
            revoke(new ChangeScope.OneToken(HASH));
        }

        @Arbiter
        public void atTheEnd(L_Result r) {
            show(r);
        }
    }

    /** A lookup compares the fence again and again, until it has moved. */
    @JCStressTest(Mode.Termination)
    @State
    @Outcome(id = "TERMINATED", expect = ACCEPTABLE, desc = "The lookup saw the fence move")
    @Outcome(expect = FORBIDDEN, desc = "The lookup never saw the fence move")
    public static class Move {

        private final TokenCache cache = new TokenCache(10);
        private final long since = cache.fence();

        @Actor
        public void lookup() {
            while (cache.fence() == since) {
                // Nothing else, so that the compiler has every reason to compare only once.
            }
        }

        @Signal
        public void change() {
            cache.drop(new ChangeScope.OneToken(HASH));
        }
    }

    /** A load that compares the fence and stores in two steps. */
    @JCStressTest
    @State
    @Outcome(id = "nothing|refusal", expect = ACCEPTABLE, desc = "The change came before or after the two steps")
    @Outcome(id = "token", expect = ACCEPTABLE_INTERESTING, desc = "The change came between them")
    public static class BrokenTwoSteps {

        private final StressStore store = new StressStore();
        private final ConcurrentMap<TokenHash, Verdict> cache = new ConcurrentHashMap<>();
        private volatile long fence;

        @Actor
        public void load() {
            long since = fence;
            Verdict verdict = store.read();
            if (fence == since) {
                Thread.yield();
                cache.put(HASH, verdict);
            }
        }

        @Actor
        public void change() {
            store.revoke();
            fence = 1;
            cache.remove(HASH);
        }

        @Arbiter
        public void atTheEnd(L_Result r) {
            r.r1 = StressToken.name(cache.get(HASH));
        }
    }
}
