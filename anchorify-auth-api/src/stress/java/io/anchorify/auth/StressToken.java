package io.anchorify.auth;

import java.security.SecureRandom;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** The one token that all scenarios are about, and the one moment at which they happen. */
final class StressToken {

    /** By a monotonic clock that stands still. Negative, so that a time that is not written yet lies in the future. */
    static final long NOW = Duration.ofSeconds(-100).toNanos();

    static final String OWNER = "ada";

    private static final TokenFormat FORMAT = TokenFormat.standard();
    static final HasherPool HASHERS = new HasherPool(() -> new TokenHasher(FORMAT, new Sha256()));
    static final Secret SECRET = new SecretGenerator(FORMAT, new SecureRandom()).nextSecret();
    static final TokenHash HASH = HASHERS.hashOf(SECRET);

    private static final Instant WALL_CLOCK = Instant.parse("2026-01-01T00:00:00Z");
    private static final InstantSource CLOCK = InstantSource.fixed(WALL_CLOCK);
    private static final Duration INTERVAL = Duration.ofSeconds(60);
    static final VerdictFactory VERDICTS = new VerdictFactory(CLOCK, () -> NOW, INTERVAL, INTERVAL);
    /** Has nothing to do, and so no thread: the token was used just now. */
    static final LastUsedWriter LAST_USED =
            new LastUsedWriter(uses -> {}, CLOCK, INTERVAL, LastUsedWriter.newScheduler());

    static final Optional<StoredToken> ACTIVE = stored(null);
    static final Optional<StoredToken> REVOKED = stored(WALL_CLOCK);

    private StressToken() {}

    /** What the cache is asked for. */
    static HashKey key() {
        return HashKey.of(HASH);
    }

    /** One that nobody has to wait for. */
    static LookupLimit limit() {
        return new LookupLimit(8, 1_000_000, Duration.ofSeconds(10), System::nanoTime);
    }

    /** What a scenario's table calls it. */
    static String name(@Nullable Verdict verdict) {
        return verdict == null ? "nothing" : verdict instanceof CachedToken ? "token" : "refusal";
    }

    private static Optional<StoredToken> stored(@Nullable Instant revokedAt) {
        Token token = new Token("laptop", OWNER, "laptop", Set.of(), WALL_CLOCK, null, WALL_CLOCK, revokedAt);
        return Optional.of(new StoredToken(token, HASH));
    }
}
