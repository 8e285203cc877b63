package io.anchorify.auth.stress;

import static io.anchorify.auth.stress.StressToken.HASH;
import static io.anchorify.auth.stress.StressToken.NOW;
import static org.openjdk.jcstress.annotations.Expect.ACCEPTABLE;
import static org.openjdk.jcstress.annotations.Expect.ACCEPTABLE_INTERESTING;
import static org.openjdk.jcstress.annotations.Expect.FORBIDDEN;

import io.anchorify.auth.RejectionReason;
import io.anchorify.auth.TokenPrincipal;
import io.anchorify.auth.internal.lookup.CacheEntry;
import io.anchorify.auth.internal.lookup.LookupResult;
import io.anchorify.auth.internal.lookup.TokenCache;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.LongPredicate;
import org.openjdk.jcstress.annotations.Actor;
import org.openjdk.jcstress.annotations.JCStressTest;
import org.openjdk.jcstress.annotations.Outcome;
import org.openjdk.jcstress.annotations.State;
import org.openjdk.jcstress.infra.results.L_Result;
import org.openjdk.jcstress.infra.results.ZZ_Result;

/** A cache entry: other threads see all of it or nothing, and one write per interval is claimed. */
final class CacheEntryStress {

    private static final long INTERVAL = 10;

    private CacheEntryStress() {}

    /** One request stores a result, and another one reads it. */
    @JCStressTest
    @State
    @Outcome(id = "nothing", expect = ACCEPTABLE, desc = "The other request came before it was stored")
    @Outcome(id = "whole", expect = ACCEPTABLE, desc = "The other request saw every part of it")
    @Outcome(id = "torn", expect = FORBIDDEN, desc = "The other request saw a field that was not yet set")
    public static class Publication {

        private static final long EXPIRES_AT = NOW + 1;
        private static final long FRESH_UNTIL = NOW + 2;
        private static final long NEXT_WRITE = NOW + 3;
        private static final TokenPrincipal EXPECTED = principal();

        private final TokenCache cache = new TokenCache(10);
        private final long fence = cache.fence();

        @Actor
        public void store() {
            cache.put(
                    HASH,
                    new CacheEntry(principal(), FRESH_UNTIL, EXPIRES_AT, RejectionReason.EXPIRED, NEXT_WRITE),
                    fence);
        }

        @Actor
        public void find(L_Result r) {
            LookupResult found = cache.get(HASH, NOW);
            r.r1 = found == null ? "nothing" : isWhole((CacheEntry) found) ? "whole" : "torn";
        }

        private static boolean isWhole(CacheEntry token) {
            return token.principal().equals(EXPECTED)
                    && beginsAt(EXPIRES_AT, token::isExpiredAt)
                    && beginsAt(FRESH_UNTIL, time -> !token.isFreshAt(time))
                    && beginsAt(NEXT_WRITE, time -> token.claimWrite(time, INTERVAL));
        }

        private static boolean beginsAt(long time, LongPredicate state) {
            return !state.test(time - 1) && state.test(time);
        }

        private static TokenPrincipal principal() {
            return new TokenPrincipal(
                    StressToken.OWNER,
                    "laptop",
                    "my laptop",
                    Set.of("read"),
                    Map.of(),
                    List.of(),
                    Instant.EPOCH,
                    Instant.MAX);
        }
    }

    /** Two requests use a token whose write is due. */
    @JCStressTest
    @State
    @Outcome(id = "true, false", expect = ACCEPTABLE, desc = "The first request claimed the write")
    @Outcome(id = "false, true", expect = ACCEPTABLE, desc = "The second request claimed the write")
    @Outcome(expect = FORBIDDEN, desc = "The use is written twice, or not at all")
    public static class ClaimedWrite {

        private final CacheEntry token =
                new CacheEntry(Publication.EXPECTED, NOW + 1, NOW + 1, RejectionReason.EXPIRED, NOW);

        @Actor
        public void first(ZZ_Result r) {
            r.r1 = token.claimWrite(NOW, INTERVAL);
        }

        @Actor
        public void second(ZZ_Result r) {
            r.r2 = token.claimWrite(NOW, INTERVAL);
        }
    }

    /** A write that is checked and claimed in two steps. */
    @JCStressTest
    @State
    @Outcome(id = "true, false|false, true", expect = ACCEPTABLE, desc = "One came after the other")
    @Outcome(id = "true, true", expect = ACCEPTABLE_INTERESTING, desc = "Both checked before either claimed")
    public static class BrokenTwoSteps {

        private volatile long nextWrite = NOW;

        @Actor
        public void first(ZZ_Result r) {
            r.r1 = tryClaim();
        }

        @Actor
        public void second(ZZ_Result r) {
            r.r2 = tryClaim();
        }

        private boolean tryClaim() {
            boolean due = NOW - nextWrite >= 0;
            if (due) {
                Thread.yield();
                nextWrite = NOW + INTERVAL;
            }
            return due;
        }
    }
}
