package io.anchorify.auth;

import java.time.Duration;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Mistakes in how a request is answered, and in the lookup that it causes. */
final class SimWrongRequests {

    private SimWrongRequests() {}

    static final class CacheBeforeTerm extends SimParts {

        CacheBeforeTerm(SimLink link, SimJudge judge) {
            super(link, judge);
        }

        @Override
        Authenticator authenticator(
                HasherPool hashers,
                Term term,
                TokenCache cache,
                Lookups lookups,
                LastUsedWriter lastUsed,
                Runnable join) {
            Authenticator right = super.authenticator(hashers, term, cache, lookups, lastUsed, join);
            return new Authenticator(hashers, term, cache, lookups, owner -> false, lastUsed, host::nanoTime, join) {
                @Override
                Authentication authenticate(String text, int begin, int end) {
                    long now = host.now();
                    TokenHasher hasher = hashers.take();
                    @Nullable Verdict known = cache.get(hasher.hash(text, begin, end), now);
                    hashers.giveBack(hasher);
                    host.standStill();
                    boolean answers = term.isValidAt(host.nanoTime()) && known instanceof CachedToken;
                    return answers ? ((CachedToken) known).answer() : right.authenticate(text, begin, end);
                }
            };
        }
    }

    static final class NoFence extends SimParts {

        NoFence(SimLink link, SimJudge judge) {
            super(link, judge);
        }

        @Override
        TokenCache cache() {
            return new TokenCache(CACHED_TOKENS) {
                @Override
                void put(Verdict verdict, long readAtFence) {
                    super.put(verdict, fence());
                }
            };
        }
    }

    static final class FenceInTwoSteps extends SimParts {

        FenceInTwoSteps(SimLink link, SimJudge judge) {
            super(link, judge);
        }

        @Override
        TokenCache cache() {
            return new TokenCache(CACHED_TOKENS) {
                @Override
                void put(Verdict verdict, long readAtFence) {
                    if (fence() == readAtFence) {
                        host.standStill();
                        super.put(verdict, fence());
                    }
                }
            };
        }
    }

    static final class OldSnapshot extends SimParts {

        private static final long AGE = Duration.ofMillis(500).toNanos();

        OldSnapshot(SimLink link, SimJudge judge) {
            super(link, judge);
        }

        @Override
        SimStore store() {
            return new SimStore(link, feed(), judge) {
                @Override
                public Optional<StoredToken> findByHash(TokenHash hash) {
                    return link.read(
                            server -> link.database.before(AGE).find(hash), found -> "looks it up in an old snapshot");
                }
            };
        }
    }

    static final class JoinAny extends SimParts {

        JoinAny(SimLink link, SimJudge judge) {
            super(link, judge);
        }

        @Override
        Lookups lookups(SimStore store, TokenCache cache) {
            return new Lookups(store, cache, verdicts(), limit(), this::join) {
                @Override
                Verdict alone(TokenHash hash) {
                    return shared(hash);
                }
            };
        }
    }
}
