package io.anchorify.auth.stress;

import static io.anchorify.auth.stress.StressToken.HASH;
import static org.openjdk.jcstress.annotations.Expect.ACCEPTABLE;
import static org.openjdk.jcstress.annotations.Expect.ACCEPTABLE_INTERESTING;
import static org.openjdk.jcstress.annotations.Expect.FORBIDDEN;

import io.anchorify.auth.TokenHash;
import io.anchorify.auth.internal.lookup.LookupResult;
import io.anchorify.auth.internal.lookup.TokenCache;
import io.anchorify.auth.internal.lookup.TokenLoader;
import io.anchorify.auth.spi.ChangeScope;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import org.openjdk.jcstress.annotations.Actor;
import org.openjdk.jcstress.annotations.JCStressTest;
import org.openjdk.jcstress.annotations.Outcome;
import org.openjdk.jcstress.annotations.State;
import org.openjdk.jcstress.infra.results.LL_Result;

/** Shared lookups: a request that starts after a change does not take a result from before it. */
final class LookupStress {

    private LookupStress() {}

    /** One request looks up the token while it is revoked; another request follows. */
    @JCStressTest
    @State
    @Outcome(id = "token, refusal", expect = ACCEPTABLE, desc = "The first read before the change, the second after it")
    @Outcome(id = "refusal, refusal", expect = ACCEPTABLE, desc = "Both read after the change, or shared such a read")
    @Outcome(expect = FORBIDDEN, desc = "The later request took a result from before the change")
    public static class SharingAfterAChange {

        private final StressStore store = new StressStore();
        private final TokenCache cache = new TokenCache(10);
        private final TokenLoader loader = new TokenLoader(store, cache, StressToken.EVALUATOR, StressToken.limiter());

        @Actor
        public void request(LL_Result r) {
            r.r1 = StressToken.name(loader.loadShared(HASH));
        }

        @Actor
        public void changeAndLaterRequest(LL_Result r) {
            store.revoke();
            cache.invalidate(new ChangeScope.OneToken(HASH));
            r.r2 = StressToken.name(loader.loadShared(HASH));
        }
    }

    /** Requests that share any pending lookup, whatever the fence was when it began. */
    @JCStressTest
    @State
    @Outcome(id = ".*, refusal", expect = ACCEPTABLE, desc = "The later request read by itself")
    @Outcome(id = "token, token", expect = ACCEPTABLE_INTERESTING, desc = "The later request shared the earlier lookup")
    public static class BrokenSharingAny {

        private final StressStore store = new StressStore();
        private final ConcurrentMap<TokenHash, CompletableFuture<LookupResult>> pending = new ConcurrentHashMap<>();

        @Actor
        public void request(LL_Result r) {
            r.r1 = StressToken.name(shared());
        }

        @Actor
        public void changeAndLaterRequest(LL_Result r) {
            store.revoke();
            r.r2 = StressToken.name(shared());
        }

        private LookupResult shared() {
            CompletableFuture<LookupResult> mine = new CompletableFuture<>();
            CompletableFuture<LookupResult> other = pending.putIfAbsent(HASH, mine);
            if (other != null) {
                return other.join();
            }
            LookupResult verdict = store.read();
            Thread.yield();
            mine.complete(verdict);
            pending.remove(HASH, mine);
            return verdict;
        }
    }
}
