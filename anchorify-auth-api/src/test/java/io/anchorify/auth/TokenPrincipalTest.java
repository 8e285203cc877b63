package io.anchorify.auth;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.time.Instant;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class TokenPrincipalTest {

    private static final Instant CREATED = Instant.parse("2026-03-01T12:00:00.123456789Z");
    private static final Instant EXPIRES = Instant.parse("2027-03-01T12:00:00Z");

    @Test
    void everything_isAsItWasGiven() {
        TokenPrincipal principal = of("ada", "laptop-1", "my laptop", Set.of("read"), CREATED, EXPIRES);

        assertThat(principal.owner()).isEqualTo("ada");
        assertThat(principal.getName()).isEqualTo("ada");
        assertThat(principal.tokenId()).isEqualTo("laptop-1");
        assertThat(principal.label()).isEqualTo("my laptop");
        assertThat(principal.scopes()).containsExactly("read");
        assertThat(principal.createdAt()).isEqualTo(CREATED);
        assertThat(principal.expiresAt()).isEqualTo(EXPIRES);
    }

    @Test
    void texts_thatAreAsLongAsTheyMayBe_ofTheLongestCharacters_areAsTheyWereGiven() {
        String owner = "\uD835\uDCB3".repeat(255);
        String id = "x".repeat(64);
        String label = "\uD83D\uDD11".repeat(100);

        TokenPrincipal principal = of(owner, id, label, Set.of(), CREATED, null);

        assertThat(principal.owner()).isEqualTo(owner);
        assertThat(principal.tokenId()).isEqualTo(id);
        assertThat(principal.label()).isEqualTo(label);
    }

    @Test
    void label_thatIsEmpty_isNotNone() {
        assertThat(of("ada", "1", "", Set.of(), CREATED, null).label()).isEmpty();
        assertThat(of("ada", "1", null, Set.of(), CREATED, null).label()).isNull();
    }

    @Test
    void createdAt_beforeTheEpochAndFarAway_isAsItWasGiven() {
        for (Instant created : List.of(Instant.MIN, Instant.parse("1969-12-31T23:59:59.9Z"), Instant.MAX)) {
            assertThat(of("ada", "1", null, Set.of(), created, null).createdAt())
                    .isEqualTo(created);
        }
    }

    @Test
    void principals_thatDifferInOneThing_areNotEqual() {
        TokenPrincipal principal = of("ada", "1a", "", Set.of("read"), CREATED, EXPIRES);

        assertThat(principal)
                .isEqualTo(of("ada", "1a", "", Set.of("read"), CREATED, EXPIRES))
                .hasSameHashCodeAs(of("ada", "1a", "", Set.of("read"), CREATED, EXPIRES));
        assertThat(List.of(
                        of("ada1", "a", "", Set.of("read"), CREATED, EXPIRES),
                        of("ada", "1", "a", Set.of("read"), CREATED, EXPIRES),
                        of("ada", "1a", null, Set.of("read"), CREATED, EXPIRES),
                        of("ada", "1b", "", Set.of("read"), CREATED, EXPIRES),
                        of("ada", "1a", "", Set.of(), CREATED, EXPIRES),
                        of("ada", "1a", "", Set.of("read"), CREATED.plusNanos(1), EXPIRES),
                        of("ada", "1a", "", Set.of("read"), CREATED.plusSeconds(1), EXPIRES),
                        of("ada", "1a", "", Set.of("read"), CREATED, EXPIRES.plusNanos(1)),
                        of("ada", "1a", "", Set.of("read"), CREATED, null)))
                .doesNotContain(principal);
        assertThat(principal).isNotEqualTo(new AdminPrincipal());
    }

    @Test
    void isOf_anOwner_isTrueOfTheWholeNameOnly() {
        TokenPrincipal principal = of("ada", "1", null, Set.of(), CREATED, null);

        assertThat(principal.isOf(TokenPrincipal.bytesOf("ada"))).isTrue();
        assertThat(principal.isOf(TokenPrincipal.bytesOf("ad"))).isFalse();
        assertThat(principal.isOf(TokenPrincipal.bytesOf("ada1"))).isFalse();
    }

    @Test
    void text_thatNoTokenCanHave_isRefused() {
        assertThatIllegalArgumentException().isThrownBy(() -> of("\uD835", "1", null, Set.of(), CREATED, null));
        assertThatIllegalArgumentException().isThrownBy(() -> of("ada", "a b", null, Set.of(), CREATED, null));
        assertThatIllegalArgumentException().isThrownBy(() -> of("ada", "1", "\n", Set.of(), CREATED, null));
    }

    @Test
    void toString_saysAllThatIsKnown() {
        assertThat(of("ada", "1", "laptop", Set.of("read"), Instant.EPOCH, null))
                .hasToString("TokenPrincipal[owner=ada, tokenId=1, label=laptop, scopes=[read],"
                        + " createdAt=1970-01-01T00:00:00Z, expiresAt=null]");
    }

    private static TokenPrincipal of(
            String owner,
            String tokenId,
            @Nullable String label,
            Set<String> scopes,
            Instant createdAt,
            @Nullable Instant expiresAt) {
        return new TokenPrincipal(owner, tokenId, label, scopes, createdAt, expiresAt);
    }
}
