package io.anchorify.auth;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.Set;
import org.junit.jupiter.api.Test;

class TokenTest {

    @Test
    void isActive_untilRevocationOrExpiry_isTrue() {
        Instant now = Instant.parse("2026-01-01T00:00:00Z");
        Token token = new Token("id", "ada", null, Set.of("b", "a"), now, now.plusSeconds(1), null, null);

        assertThat(token.isActive(now)).isTrue();
        assertThat(token.isActive(now.plusSeconds(1))).isFalse();
        assertThat(new Token("id", "ada", null, Set.of(), now, null, null, now).isActive(now))
                .isFalse();
        assertThat(token.scopeText()).isEqualTo("a b");
    }
}
