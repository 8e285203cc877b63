package io.anchorify.auth;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.time.Instant;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class TokenTest {

    @Test
    void isActive_untilRevocationOrExpiry_isTrue() {
        Instant now = Instant.parse("2026-01-01T00:00:00Z");
        Token token = Token.builder("id", "ada", now)
                .scopes(Set.of("b", "a"))
                .expiresAt(now.plusSeconds(1))
                .build();

        assertThat(token.isActive(now)).isTrue();
        assertThat(token.isActive(now.plusSeconds(1))).isFalse();
        assertThat(Token.builder("id", "ada", now).revokedAt(now).build().isActive(now))
                .isFalse();
        assertThat(token.scopeText()).isEqualTo("a b");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "a b",
                "\u0000",
                "\n",
                "\u00e4",
                "12345678901234567890123456789012345678901234567890123456789012345"
            })
    void idOrAddress_thatNoStoreWrites_isRejected(String text) {
        TokenBuilder token = Token.builder("id", "ada", Instant.EPOCH);

        assertThatIllegalArgumentException()
                .isThrownBy(() -> token.predecessorId(text).build());
        assertThatIllegalArgumentException()
                .isThrownBy(() -> token.predecessorId(null).successorId(text).build());
        assertThatIllegalArgumentException()
                .isThrownBy(() -> token.successorId(null).lastUsedFrom(text).build());
        assertThatIllegalArgumentException()
                .isThrownBy(() -> token.lastUsedFrom(null).lastRefusedFrom(text).build());
        assertThat(token.lastRefusedFrom("[fe80::1%eth0-1]").build()).isNotNull();
    }
}
