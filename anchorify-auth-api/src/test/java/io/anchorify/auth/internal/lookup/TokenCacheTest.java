package io.anchorify.auth.internal.lookup;

import static org.assertj.core.api.Assertions.assertThat;

import io.anchorify.auth.Authentication.Rejected;
import io.anchorify.auth.RejectionReason;
import io.anchorify.auth.TokenHash;
import io.anchorify.auth.TokenPrincipal;
import io.anchorify.auth.spi.ChangeScope;
import java.nio.ByteBuffer;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class TokenCacheTest {

    private static final long NOW = Long.MAX_VALUE - 5;
    private static final long FRESH_UNTIL = NOW + 100; // Beyond the point at which the clock wraps.
    private static final TokenHash ADAS = hash(1);
    private static final TokenHash GRACES = hash(2);

    private final TokenCache cache = new TokenCache(100);

    @Test
    void entry_fromItsDeadlineOn_isNotReturned() {
        put(ADAS, entry("ada"));

        assertThat(cache.get(ADAS, FRESH_UNTIL - 1)).isInstanceOf(CacheEntry.class);
        assertThat(cache.get(ADAS, FRESH_UNTIL)).isNull();
    }

    @Test
    void result_replacesAnEarlierOneOfTheOtherKind() {
        put(ADAS, entry("ada"));
        put(ADAS, unknown());
        assertThat(cache.get(ADAS, NOW)).isInstanceOf(NegativeEntry.class);

        put(ADAS, entry("ada"));
        assertThat(cache.get(ADAS, NOW)).isInstanceOf(CacheEntry.class);
    }

    @Test
    void invalidate_oneToken_keepsTheOthers() {
        put(ADAS, entry("ada"));
        put(GRACES, entry("grace"));

        cache.invalidate(new ChangeScope.OneToken(ADAS));

        assertThat(cache.get(ADAS, NOW)).isNull();
        assertThat(cache.get(GRACES, NOW)).isNotNull();
    }

    @Test
    void invalidate_tokensOfAnOwner_keepsThoseOfOthers() {
        IntStream.range(0, 50).forEach(i -> put(hash(i), entry(i % 2 == 0 ? "ada" : "grace")));

        cache.invalidate(new ChangeScope.TokensOf("ada"));

        assertThat(IntStream.range(0, 50))
                .allSatisfy(i -> assertThat(cache.get(hash(i), NOW) != null).isEqualTo(i % 2 == 1));
    }

    @Test
    void invalidate_anyToken_removesEverything() {
        put(ADAS, entry("ada"));
        put(GRACES, unknown());

        cache.invalidate(new ChangeScope.AnyToken());

        assertThat(cache.get(ADAS, NOW)).isNull();
        assertThat(cache.get(GRACES, NOW)).isNull();
        assertThat(cache.size()).isZero();
    }

    static ChangeScope[] scopes() {
        return new ChangeScope[] {
            new ChangeScope.OneToken(ADAS), new ChangeScope.TokensOf("ada"), new ChangeScope.AnyToken()
        };
    }

    @ParameterizedTest
    @MethodSource("scopes")
    void load_startedBeforeAnInvalidation_isNotStoredAfterIt(ChangeScope scope) {
        long fence = cache.fence();

        cache.invalidate(scope);
        cache.put(ADAS, entry("ada"), fence);

        assertThat(cache.get(ADAS, NOW)).isNull();
    }

    @Test
    void unknownHashes_inAnyNumber_evictNoUsableToken() {
        put(ADAS, entry("ada"));

        IntStream.range(0, 50_000).forEach(i -> put(hash(1000 + i), unknown()));

        assertThat(cache.get(ADAS, NOW)).isInstanceOf(CacheEntry.class);
    }

    @Test
    void size_neverExceedsTheMaximum() {
        IntStream.range(0, 1000).forEach(i -> put(hash(i), entry("ada")));

        assertThat(cache.size()).isBetween(1L, 100L);
    }

    @Test
    void reloadedEntry_inheritsTheNextWrite() {
        put(ADAS, entry("ada"));
        assertThat(((CacheEntry) cache.get(ADAS, NOW)).claimWrite(NOW, 50)).isTrue();

        put(ADAS, entry("ada"));

        CacheEntry reloaded = (CacheEntry) cache.get(ADAS, NOW);
        assertThat(reloaded.claimWrite(NOW + 49, 50)).isFalse();
        assertThat(reloaded.claimWrite(NOW + 50, 50)).isTrue();
    }

    private void put(TokenHash hash, LookupResult result) {
        cache.put(hash, result, cache.fence());
    }

    private static CacheEntry entry(String owner) {
        TokenPrincipal principal =
                new TokenPrincipal(owner, "id", null, Set.of(), Map.of(), List.of(), Instant.EPOCH, null);
        return new CacheEntry(principal, FRESH_UNTIL, FRESH_UNTIL, RejectionReason.EXPIRED, NOW);
    }

    private static NegativeEntry unknown() {
        return new UnknownEntry(new Rejected(RejectionReason.UNKNOWN), FRESH_UNTIL);
    }

    private static TokenHash hash(int number) {
        return TokenHash.of(ByteBuffer.allocate(TokenHash.LENGTH)
                .putInt(number * 0x9E3779B9)
                .putInt(number)
                .array());
    }
}
