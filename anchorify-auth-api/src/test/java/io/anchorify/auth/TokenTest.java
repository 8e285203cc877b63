package io.anchorify.auth;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.Set;
import org.junit.jupiter.api.Test;

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
}
