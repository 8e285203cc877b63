package io.anchorify.auth;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.anchorify.auth.spi.TokenStore;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.HexFormat;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What the values accept, and what they never show. */
class ValuesTest {

    @ParameterizedTest
    @ValueSource(strings = {"a\nb", "a\u0000b", "a\u007Fb", "a\u202Eb", "a\u2066b", "a\u2028b", "a\uD800b", "a\u0085b"})
    void label_withControlOrDirectionOverride_isRefused(String label) {
        assertThatThrownBy(() -> TokenRequest.of("ada").label(label))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("A label has no control characters")
                .hasMessageNotContaining(label);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "<script>alert(1)</script>",
                "'; DROP TABLE tokens; --",
                "👩‍👩‍👧‍👦",
                "לפטופ",
                "a\u0301",
                "100 %_\\"
            })
    void label_withAwkwardButPlainText_isKept(String label) {
        assertThat(TokenRequest.of("ada").label(label).label()).isEqualTo(label);
    }

    @Test
    void label_isCountedInCharactersNotInUtf16Units() {
        assertThat(TokenRequest.of("ada").label("😀".repeat(100)).label()).hasSize(200);
        assertThatThrownBy(() -> TokenRequest.of("ada").label("😀".repeat(101)))
                .hasMessage("A label has at most 100 characters");
        assertThatThrownBy(() -> TokenRequest.of("ada").label("x".repeat(101)))
                .hasMessage("A label has at most 100 characters");
    }

    @Test
    void label_isStripped_andBlankMeansNone() {
        assertThat(TokenRequest.of("ada").label("  my laptop ").label()).isEqualTo("my laptop");
        assertThat(TokenRequest.of("ada").label(" \t ").label()).isNull();
    }

    @Test
    void owner_outsideItsForm_isRefusedWithoutBeingShown() {
        assertThatThrownBy(() -> TokenRequest.of("")).hasMessageContaining("1 to 255 characters");
        assertThatThrownBy(() -> TokenRequest.of("x".repeat(256))).hasMessageContaining("1 to 255 characters");
        assertThatThrownBy(() -> TokenRequest.of("a\u0000")).hasMessageContaining("1 to 255 characters");
        assertThat(TokenRequest.of("😀".repeat(255)).owner()).hasSize(510);
    }

    @Test
    void scopes_outsideRfc6749_areRefused() {
        assertThat(TokenRequest.of("ada").scopes("b", "a", "a").scopes()).containsExactlyInAnyOrder("a", "b");
        for (String scope : new String[] {"", "a b", "a\"b", "a\\b", "ä"}) {
            assertThatThrownBy(() -> TokenRequest.of("ada").scopes(scope)).hasMessageStartingWith("A scope has");
        }
        assertThatThrownBy(() -> TokenRequest.of("ada").scopes("x".repeat(1001)))
                .hasMessageContaining("1000");
    }

    @Test
    void lifetime_outOfItsRange_isRefusedAtOnce() {
        Duration longest = Duration.ofDays(36_500);
        assertThat(TokenRequest.of("ada").expiresIn(longest).lifetime()).isEqualTo(longest);
        assertThat(TokenRequest.of("ada").expiresIn(Duration.ofNanos(1000)).lifetime())
                .isEqualTo(Duration.ofNanos(1000));
        for (Duration lifetime : List.of(
                Duration.ZERO,
                Duration.ofSeconds(-1),
                Duration.ofNanos(999),
                longest.plusNanos(1),
                Duration.ofSeconds(Long.MAX_VALUE),
                ChronoUnit.FOREVER.getDuration())) {
            assertThatThrownBy(() -> TokenRequest.of("ada").expiresIn(lifetime))
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessage("The lifetime of a token is 1 microsecond to 36500 days");
        }
    }

    @Test
    void query_withLimitOutOfRange_isRefused() {
        assertThatThrownBy(() -> TokenQuery.of("ada").limit(0)).hasMessage("A page holds 1 to 1000 tokens, not 0");
        assertThatThrownBy(() -> TokenQuery.of("ada").limit(1001)).hasMessageContaining("1001");
    }

    @Test
    void tokenIds_ofAnyForm_areLookedUpWithoutHarm() {
        try (TokenService tokens = TokenService.builder(TokenStore.inMemory()).build()) {
            for (String id : new String[] {"", "../..", "a b", "\u0000", "x".repeat(65), "ä"}) {
                assertThat(tokens.find("ada", id)).isEmpty();
                assertThat(tokens.revoke("ada", id).outcome()).isEqualTo(Revocation.Outcome.NOT_FOUND);
            }
            assertThat(tokens.find("", "x")).isEmpty();
            assertThat(tokens.revokeAll("")).isEqualTo(new OwnerRevocation(0, null));
        }
    }

    @Test
    void secretsAndHashes_areNotPrinted() {
        try (TokenService tokens = TokenService.builder(TokenStore.inMemory()).build()) {
            IssuedToken laptop = tokens.issue("ada", "laptop");
            TokenHash hash =
                    new HasherPool(() -> new TokenHasher(TokenFormat.standard(), new Sha256())).hashOf(laptop.secret());
            String printed = laptop + " " + laptop.secret() + " " + hash + " " + new StoredToken(laptop.token(), hash)
                    + " " + tokens.authenticate(laptop.secret().reveal());

            assertThat(printed)
                    .contains("redacted")
                    .doesNotContain(laptop.secret().reveal().substring(3))
                    .doesNotContainIgnoringCase(HexFormat.of().formatHex(hash.bytes(), 0, 8));
        }
    }

    @Test
    void hash_keepsAll256Bits() {
        byte[] bytes = new byte[32];
        TokenHash zero = TokenHash.of(bytes);
        for (int bit = 0; bit < 256; bit++) {
            byte[] changed = bytes.clone();
            changed[bit / 8] = (byte) (1 << (bit % 8));
            assertThat(TokenHash.of(changed)).isNotEqualTo(zero);
            assertThat(TokenHash.of(changed).bytes()).isEqualTo(changed);
        }
        assertThatThrownBy(() -> TokenHash.of(new byte[31])).hasMessageContaining("32 bytes");
    }

    @Test
    void token_isActive_untilItIsRevokedOrExpires() {
        Instant now = Instant.parse("2026-01-01T00:00:00Z");
        Token token = new Token("id", "ada", null, Set.of("b", "a"), now, now.plusSeconds(1), null, null);

        assertThat(token.isActive(now)).isTrue();
        assertThat(token.isActive(now.plusSeconds(1))).isFalse();
        assertThat(new Token("id", "ada", null, Set.of(), now, null, null, now).isActive(now))
                .isFalse();
        assertThat(token.scopeText()).isEqualTo("a b");
    }

    @Test
    void builder_thatFails_leavesTheStoreToItsCaller() {
        ProbedStore store = new ProbedStore();
        assertThatThrownBy(() -> TokenService.builder(store).prefix("?").build())
                .isInstanceOf(IllegalArgumentException.class);
        assertThat(store.closed).isFalse();

        TokenService.builder(store).build().close();
        assertThat(store.closed).isTrue();
    }

    @Test
    void builder_withOptionsOutOfRange_namesThem() {
        TokenStore store = TokenStore.inMemory();
        assertThatThrownBy(() -> TokenService.builder(store).cachedTokens(0).build())
                .hasMessageContaining("cachedTokens is 1 to");
        assertThatThrownBy(() ->
                        TokenService.builder(store).concurrentLookups(1001).build())
                .hasMessage("concurrentLookups is 1 to 1000, not 1001");
        assertThatThrownBy(() ->
                        TokenService.builder(store).unknownTokensPerSecond(0).build())
                .hasMessage("unknownTokensPerSecond is 1 to 1000000, not 0");
        assertThatThrownBy(() ->
                        TokenService.builder(store).cachedFor(Duration.ZERO).build())
                .hasMessageContaining("cachedFor");
        assertThatThrownBy(() -> TokenService.builder(store)
                        .lastUsedInterval(Duration.ofMillis(999))
                        .build())
                .hasMessage("lastUsedInterval is PT1S to PT24H, not PT0.999S");
        assertThatThrownBy(() -> TokenService.builder(store)
                        .lookupWait(Duration.ofMinutes(1))
                        .build())
                .hasMessageContaining("lookupWait");
    }
}
