package io.anchorify.auth.stress;

import static io.anchorify.auth.stress.StressToken.HASH;
import static io.anchorify.auth.stress.StressToken.NOW;
import static io.anchorify.auth.stress.StressToken.OWNER;
import static org.openjdk.jcstress.annotations.Expect.ACCEPTABLE;
import static org.openjdk.jcstress.annotations.Expect.ACCEPTABLE_INTERESTING;
import static org.openjdk.jcstress.annotations.Expect.FORBIDDEN;

import io.anchorify.auth.TokenHash;
import io.anchorify.auth.internal.lookup.LookupResult;
import io.anchorify.auth.internal.lookup.TokenCache;
import io.anchorify.auth.internal.lookup.TokenLoader;
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

/** The fence: a token is loaded while it is revoked, and is not in the cache afterwards. */
final class FenceStress {

    private FenceStress() {}

    /** What all of these scenarios share; the outcomes are inherited. */
    @Outcome(
            id = "nothing",
            expect = ACCEPTABLE,
            desc = "A result read before the change was not stored, or was removed")
    @Outcome(id = "refusal", expect = ACCEPTABLE, desc = "The token was read and stored after the change")
    @Outcome(id = "token", expect = FORBIDDEN, desc = "A result read before the change outlived it")
    static class CacheContents {

        final StressStore store = new StressStore();
        final TokenCache cache = new TokenCache(10);
        private final TokenLoader loader = new TokenLoader(store, cache, StressToken.EVALUATOR, StressToken.limiter());

        void lookUp() {
            loader.loadShared(HASH);
        }

        void revoke(ChangeScope scope) {
            store.revoke();
            cache.invalidate(scope);
        }

        void show(L_Result r) {
            r.r1 = StressToken.name(cache.get(HASH, NOW));
        }
    }

    /** The change affects the token. */
    @JCStressTest
    @State
    public static class OneToken extends CacheContents {

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

    /** The change affects all tokens of the owner. */
    @JCStressTest
    @State
    public static class TokensOfItsOwner extends CacheContents {

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

    /** The change may affect any token. */
    @JCStressTest
    @State
    public static class AnyToken extends CacheContents {

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

    /** Two threads load without sharing a lookup. */
    @JCStressTest
    @State
    public static class TwoLoaders extends CacheContents {

        @Actor
        public void load() {
            long fence = cache.fence();
            cache.put(HASH, store.read(), fence);
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

    /** A lookup reads the fence repeatedly until it has moved. */
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
                // An empty body lets the compiler hoist the read, which it must not do.
            }
        }

        @Signal
        public void change() {
            cache.invalidate(new ChangeScope.OneToken(HASH));
        }
    }

    /** A load that compares the fence and stores its result in two steps. */
    @JCStressTest
    @State
    @Outcome(id = "nothing|refusal", expect = ACCEPTABLE, desc = "The change came before or after the two steps")
    @Outcome(id = "token", expect = ACCEPTABLE_INTERESTING, desc = "The change came between them")
    public static class BrokenTwoSteps {

        private final StressStore store = new StressStore();
        private final ConcurrentMap<TokenHash, LookupResult> cache = new ConcurrentHashMap<>();
        private volatile long fence;

        @Actor
        public void load() {
            long since = fence;
            LookupResult verdict = store.read();
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
