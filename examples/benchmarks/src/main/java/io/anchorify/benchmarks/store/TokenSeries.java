package io.anchorify.benchmarks.store;

import io.anchorify.auth.StoredToken;
import io.anchorify.auth.Token;
import io.anchorify.auth.TokenHash;
import io.anchorify.benchmarks.support.NumberedTokens;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.function.LongFunction;
import org.jspecify.annotations.Nullable;

/**
 * Any number of tokens, each made out of its number whenever it is asked for, so that none has to be kept in memory. Ids
 * and hashes are spread at random, as those of real tokens are; an owner has four tokens.
 */
final class TokenSeries {

    private static final String DIGITS = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz";
    private static final int ID_DIGITS = 22;

    private static final Instant FIRST_CREATED = Instant.parse("2026-01-01T00:00:00Z");
    private static final Set<String> SCOPES = Set.of("documents:read");

    private final long seed;
    private final NumberedTokens secrets;
    private final LongFunction<@Nullable Instant> lastUsedAt;

    private TokenSeries(long seed, LongFunction<@Nullable Instant> lastUsedAt) {
        this.seed = seed << 40;
        this.secrets = NumberedTokens.series("store" + seed);
        this.lastUsedAt = lastUsedAt;
    }

    /** Tokens that were never used. */
    static TokenSeries unused(int seed) {
        return new TokenSeries(seed, number -> null);
    }

    /** Tokens that were all used at this moment, so that for an interval none of them is due to be written. */
    static TokenSeries justUsed(int seed) {
        Instant now = now();
        return new TokenSeries(seed, number -> now);
    }

    /** So many tokens, last used one after the other over an interval up to this moment, so that they are due again as evenly. */
    static TokenSeries usedOver(Duration interval, int count, int seed) {
        Instant now = now();
        return new TokenSeries(
                seed, number -> now.minus(interval.multipliedBy(number % count).dividedBy(count)));
    }

    /** What a client presents. */
    String secret(long number) {
        return secrets.wellFormed(number);
    }

    /** What clients present, for the first tokens of the series. */
    String[] secrets(int count) {
        String[] secrets = new String[count];
        for (int i = 0; i < count; i++) {
            secrets[i] = secret(i);
        }
        return secrets;
    }

    String id(long number) {
        return digits(number, ID_DIGITS);
    }

    String owner(long number) {
        return "user-" + number / 4;
    }

    TokenHash hash(long number) {
        return NumberedTokens.hashOf(secret(number));
    }

    /** The whole row. */
    StoredToken row(long number) {
        Instant createdAt = FIRST_CREATED.plusSeconds(number);
        Token token = new Token(
                id(number), owner(number), "token " + number, SCOPES, createdAt, null, lastUsedAt.apply(number), null);
        return new StoredToken(token, hash(number));
    }

    private static Instant now() {
        return Instant.now().truncatedTo(ChronoUnit.MICROS);
    }

    private String digits(long number, int count) {
        SplittableRandom random = new SplittableRandom(seed + number);
        StringBuilder digits = new StringBuilder(count);
        for (int i = 0; i < count; i++) {
            digits.append(DIGITS.charAt(random.nextInt(DIGITS.length())));
        }
        return digits.toString();
    }
}
