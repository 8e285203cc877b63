package io.anchorify.auth;

import static io.anchorify.auth.StressToken.HASH;
import static org.openjdk.jcstress.annotations.Expect.ACCEPTABLE;
import static org.openjdk.jcstress.annotations.Expect.ACCEPTABLE_INTERESTING;
import static org.openjdk.jcstress.annotations.Expect.FORBIDDEN;

import io.anchorify.auth.spi.ChangeScope;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import org.openjdk.jcstress.annotations.Actor;
import org.openjdk.jcstress.annotations.JCStressTest;
import org.openjdk.jcstress.annotations.Outcome;
import org.openjdk.jcstress.annotations.State;
import org.openjdk.jcstress.infra.results.LL_Result;

/** Lookups that are shared: a request that begins after a change does not take an answer from before it. */
final class LookupStress {

    private LookupStress() {}

    /** One request looks the token up while it is revoked; another one comes afterwards. */
    @JCStressTest
    @State
    @Outcome(id = "token, refusal", expect = ACCEPTABLE, desc = "The one read before the change, the other after it")
    @Outcome(id = "refusal, refusal", expect = ACCEPTABLE, desc = "Both read after the change, or one for both")
    @Outcome(expect = FORBIDDEN, desc = "The later request took an answer from before the change")
    public static class JoiningAfterAChange {

        private final StressStore store = new StressStore();
        private final TokenCache cache = new TokenCache(10);
        private final Lookups lookups =
                new Lookups(store, cache, StressToken.VERDICTS, StressToken.limit(), Lookup::await);

        @Actor
        public void request(LL_Result r) {
            r.r1 = StressToken.name(lookups.shared(HASH));
        }

        @Actor
        public void changeAndLaterRequest(LL_Result r) {
            store.revoke();
            cache.drop(new ChangeScope.OneToken(HASH));
            r.r2 = StressToken.name(lookups.shared(HASH));
        }
    }

    /** Requests that join any lookup in flight, wherever the fence stood when it began. */
    @JCStressTest
    @State
    @Outcome(id = ".*, refusal", expect = ACCEPTABLE, desc = "The later request read for itself")
    @Outcome(id = "token, token", expect = ACCEPTABLE_INTERESTING, desc = "The later request joined the earlier one")
    public static class BrokenJoiningAny {

        private final StressStore store = new StressStore();
        private final ConcurrentMap<TokenHash, Lookup> inFlight = new ConcurrentHashMap<>();

        @Actor
        public void request(LL_Result r) {
            r.r1 = StressToken.name(shared());
        }

        @Actor
        public void changeAndLaterRequest(LL_Result r) {
            store.revoke();
            r.r2 = StressToken.name(shared());
        }

        private Verdict shared() {
            Lookup mine = new Lookup(0);
            Lookup other = inFlight.putIfAbsent(HASH, mine);
            if (other != null) {
                return other.await();
            }
            Verdict verdict = store.read();
            Thread.yield();
            mine.complete(verdict);
            inFlight.remove(HASH, mine);
            return verdict;
        }
    }
}
