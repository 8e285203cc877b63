package io.anchorify.auth;

import static io.anchorify.auth.StressToken.HASH;
import static io.anchorify.auth.StressToken.NOW;
import static org.openjdk.jcstress.annotations.Expect.ACCEPTABLE;
import static org.openjdk.jcstress.annotations.Expect.ACCEPTABLE_INTERESTING;
import static org.openjdk.jcstress.annotations.Expect.FORBIDDEN;

import java.time.Instant;
import java.util.Set;
import java.util.function.LongPredicate;
import org.openjdk.jcstress.annotations.Actor;
import org.openjdk.jcstress.annotations.JCStressTest;
import org.openjdk.jcstress.annotations.Outcome;
import org.openjdk.jcstress.annotations.State;
import org.openjdk.jcstress.infra.results.L_Result;
import org.openjdk.jcstress.infra.results.ZZ_Result;

/** An entry of the cache: it is seen whole or not at all, and grants one write of its use an interval. */
final class CachedTokenStress {

    private static final long INTERVAL = 10;

    private CachedTokenStress() {}

    /** One request stores what it has looked up, and another one finds it. */
    @JCStressTest
    @State
    @Outcome(id = "nothing", expect = ACCEPTABLE, desc = "The other request came before it was stored")
    @Outcome(id = "whole", expect = ACCEPTABLE, desc = "The other request saw every part of it")
    @Outcome(id = "torn", expect = FORBIDDEN, desc = "The other request saw a principal or a time that was not set")
    public static class Publication {

        private static final long EXPIRES_AT = NOW + 1;
        private static final long FRESH_UNTIL = NOW + 2;
        private static final long NEXT_WRITE = NOW + 3;
        private static final TokenPrincipal EXPECTED = principal();

        private final TokenCache cache = new TokenCache(10);
        private final long fence = cache.fence();

        @Actor
        public void store() {
            cache.put(new CachedToken(HASH, principal(), EXPIRES_AT, FRESH_UNTIL, NEXT_WRITE), fence);
        }

        @Actor
        public void find(L_Result r) {
            Verdict found = cache.get(StressToken.key(), NOW);
            r.r1 = found == null ? "nothing" : isWhole((CachedToken) found) ? "whole" : "torn";
        }

        private static boolean isWhole(CachedToken token) {
            return token.answer().principal().equals(EXPECTED)
                    && token.owner().equals(EXPECTED.owner())
                    && beginsAt(EXPIRES_AT, token::isExpiredAt)
                    && beginsAt(FRESH_UNTIL, time -> !token.isFreshAt(time))
                    && beginsAt(NEXT_WRITE, time -> token.takeWriteAt(time, INTERVAL));
        }

        private static boolean beginsAt(long time, LongPredicate state) {
            return !state.test(time - 1) && state.test(time);
        }

        private static TokenPrincipal principal() {
            return new TokenPrincipal(
                    StressToken.OWNER, "laptop", "my laptop", Set.of("read"), Instant.EPOCH, Instant.MAX);
        }
    }

    /** Two requests use a token whose write is due. */
    @JCStressTest
    @State
    @Outcome(id = "true, false", expect = ACCEPTABLE, desc = "The first one has the right to write")
    @Outcome(id = "false, true", expect = ACCEPTABLE, desc = "The second one has the right to write")
    @Outcome(expect = FORBIDDEN, desc = "The use is written twice, or not at all")
    public static class RightToWrite {

        private final CachedToken token = new CachedToken(HASH, Publication.EXPECTED, NOW + 1, NOW);

        @Actor
        public void first(ZZ_Result r) {
            r.r1 = token.takeWriteAt(NOW, INTERVAL);
        }

        @Actor
        public void second(ZZ_Result r) {
            r.r2 = token.takeWriteAt(NOW, INTERVAL);
        }
    }

    /** A right that is looked at and taken in two steps. */
    @JCStressTest
    @State
    @Outcome(id = "true, false|false, true", expect = ACCEPTABLE, desc = "One came after the other")
    @Outcome(id = "true, true", expect = ACCEPTABLE_INTERESTING, desc = "Both had looked before one of them took it")
    public static class BrokenTwoSteps {

        private volatile long nextWrite = NOW;

        @Actor
        public void first(ZZ_Result r) {
            r.r1 = takeWrite();
        }

        @Actor
        public void second(ZZ_Result r) {
            r.r2 = takeWrite();
        }

        private boolean takeWrite() {
            boolean due = NOW - nextWrite >= 0;
            if (due) {
                Thread.yield();
                nextWrite = NOW + INTERVAL;
            }
            return due;
        }
    }
}
