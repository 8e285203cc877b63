package io.anchorify.auth;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class TokenPrincipalTest {

    private static final Instant CREATED = Instant.parse("2026-03-01T12:00:00.123456Z");
    private static final Instant EXPIRES = Instant.parse("2027-03-01T12:00:00Z");

    @Test
    void of_copiesTheValuesOfTheToken() {
        Token token = Token.builder("laptop-1", "ada", CREATED)
                .label("my laptop")
                .scopes(Set.of("read"))
                .attributes(Map.of("project", "x"))
                .networks(List.of(Network.parse("10.0.0.0/8")))
                .expiresAt(EXPIRES)
                .lastUsedAt(CREATED)
                .build();

        TokenPrincipal principal = TokenPrincipal.of(token);

        assertThat(principal)
                .isEqualTo(new TokenPrincipal(
                        "ada",
                        "laptop-1",
                        "my laptop",
                        Set.of("read"),
                        Map.of("project", "x"),
                        List.of(Network.parse("10.0.0.0/8")),
                        CREATED,
                        EXPIRES));
        assertThat(principal.getName()).isEqualTo("ada");
    }

    @Test
    void text_thatNoTokenCanHave_isRejected() {
        assertThatIllegalArgumentException().isThrownBy(() -> principal("\uD835", "1", null));
        assertThatIllegalArgumentException().isThrownBy(() -> principal("ada", "a b", null));
        assertThatIllegalArgumentException().isThrownBy(() -> principal("ada", "1", "\n"));
    }

    private static TokenPrincipal principal(String owner, String tokenId, @Nullable String label) {
        return new TokenPrincipal(owner, tokenId, label, Set.of(), Map.of(), List.of(), CREATED, null);
    }
}
