package io.anchorify.auth;

import io.anchorify.auth.spi.ChangeScope;
import org.jspecify.annotations.Nullable;

/** The right parts, with more places where a thread may stand still than the builder leaves. */
final class SimFineParts extends SimParts {

    SimFineParts(SimLink link, SimJudge judge) {
        super(link, judge);
    }

    @Override
    Term term() {
        return new Term(host::nanoTime) {
            @Override
            boolean isValidAt(long nanoTime) {
                boolean valid = super.isValidAt(nanoTime);
                host.standStill();
                return valid;
            }

            @Override
            void begin(long end) {
                host.standStill();
                super.begin(end);
                host.standStill();
            }
        };
    }

    @Override
    TokenCache cache() {
        return new TokenCache(CACHED_TOKENS) {
            @Override
            @Nullable
            Verdict get(HashKey key, long nanoTime) {
                Verdict verdict = super.get(key, nanoTime);
                host.standStill();
                return verdict;
            }

            @Override
            long fence() {
                long position = super.fence();
                host.standStill();
                return position;
            }

            @Override
            void put(Verdict verdict, long readAtFence) {
                host.standStill();
                super.put(verdict, readAtFence);
                host.standStill();
            }

            @Override
            void drop(ChangeScope changed) {
                host.standStill();
                super.drop(changed);
                host.standStill();
            }

            @Override
            void dropAll() {
                host.standStill();
                super.dropAll();
                host.standStill();
            }
        };
    }
}
