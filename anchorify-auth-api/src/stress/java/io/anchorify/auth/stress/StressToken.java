package io.anchorify.auth.stress;

import io.anchorify.auth.StoredToken;
import io.anchorify.auth.Token;
import io.anchorify.auth.TokenHash;
import io.anchorify.auth.TokenPolicy;
import io.anchorify.auth.internal.Clocks;
import io.anchorify.auth.internal.EngineThreads;
import io.anchorify.auth.internal.PolicyRule;
import io.anchorify.auth.internal.lookup.CacheEntry;
import io.anchorify.auth.internal.lookup.HasherPool;
import io.anchorify.auth.internal.lookup.LookupLimiter;
import io.anchorify.auth.internal.lookup.LookupResult;
import io.anchorify.auth.internal.lookup.TokenCodec;
import io.anchorify.auth.internal.lookup.TokenEvaluator;
import io.anchorify.auth.internal.usage.UsageRecorder;
import io.anchorify.auth.spi.TokenStore;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** The token that every scenario uses, and the time at which every scenario happens. */
final class StressToken {

    /** On a monotonic clock that stands still. Negative, so that a field that is not yet written is in the future. */
    static final long NOW = Duration.ofSeconds(-100).toNanos();

    static final String OWNER = "ada";

    private static final TokenCodec CODEC = TokenCodec.own("jf_");
    static final HasherPool HASHERS = new HasherPool(List.of(CODEC));
    static final String CLEARTEXT = CODEC.newToken(new SecureRandom());
    static final TokenHash HASH = Objects.requireNonNull(HASHERS.hash(CLEARTEXT));

    private static final Instant WALL_CLOCK = Instant.parse("2026-01-01T00:00:00Z");
    static final Clocks CLOCKS = new Clocks(InstantSource.fixed(WALL_CLOCK), () -> NOW);
    private static final Duration INTERVAL = Duration.ofSeconds(60);
    static final TokenEvaluator EVALUATOR =
            new TokenEvaluator(CLOCKS, new PolicyRule(TokenPolicy.none(), INTERVAL), INTERVAL);
    /** Has nothing to write, because the token was used and refused just now, and so starts no thread. */
    static final UsageRecorder USAGE = new UsageRecorder(
            TokenStore.inMemory(),
            CLOCKS,
            INTERVAL,
            false,
            refused -> {},
            EngineThreads.daemons().usage());

    static final Optional<StoredToken> ACTIVE = stored(null);
    static final Optional<StoredToken> REVOKED = stored(WALL_CLOCK);

    private StressToken() {}

    /** A limiter that never delays. */
    static LookupLimiter limiter() {
        return new LookupLimiter(8, 64, 1_000_000, Duration.ofSeconds(10), System::nanoTime);
    }

    /** The name of a lookup result in the table of a scenario. */
    static String name(@Nullable LookupResult verdict) {
        return verdict == null ? "nothing" : verdict instanceof CacheEntry ? "token" : "refusal";
    }

    private static Optional<StoredToken> stored(@Nullable Instant revokedAt) {
        Token token = Token.builder("laptop", OWNER, WALL_CLOCK)
                .label("laptop")
                .lastUsedAt(WALL_CLOCK)
                .revokedAt(revokedAt)
                .lastRefusedAt(WALL_CLOCK)
                .build();
        return Optional.of(new StoredToken(token, HASH));
    }
}
