package io.anchorify.auth.jdbc;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.anchorify.auth.IssuedToken;
import io.anchorify.auth.Revocation;
import io.anchorify.auth.Token;
import io.anchorify.auth.TokenQuery;
import io.anchorify.auth.TokenService;
import io.anchorify.auth.TokenStoreException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;

/** Whether a store distinguishes all texts, or refuses to start. */
final class ExactTexts {

    private static final List<String> OWNERS = List.of(
            "ada",
            "ADA",
            "Ada",
            "ada ",
            " ada",
            "ad a",
            "\u00e1da",
            "a\u0301da",
            "ada\u00ad",
            "ada1",
            "ada01",
            "ada\uff11",
            "stra\u00dfe",
            "strasse",
            "\\",
            "'\"`%_?:x{tokens}",
            "\uD83D\uDE00",
            "\uD83D\uDE01",
            "\uD83D\uDE00".repeat(255));

    private static final String LABEL = "L\u00e4bel \\ ' \" \uD83D\uDE00";

    private ExactTexts() {}

    /** Asserts that a service on the store distinguishes owners when it lists and revokes their tokens. */
    static void assertExact(JdbcTokenStore store) {
        try (TokenService tokens = TokenService.builder(store).build()) {
            Map<String, IssuedToken> issued = new LinkedHashMap<>();
            for (String owner : OWNERS) {
                issued.put(owner, tokens.issue(owner, LABEL));
            }
            issued.forEach((owner, token) -> assertThat(tokens.list(TokenQuery.of(owner)))
                    .as("tokens of '%s'", owner)
                    .singleElement()
                    .satisfies(found -> assertThat(found)
                            .extracting(Token::id, Token::owner, Token::label)
                            .containsExactly(token.id(), owner, LABEL)));
            IssuedToken adas = issued.get("ada");
            assertThat(tokens.revoke("ADA", adas.id()).outcome()).isEqualTo(Revocation.Outcome.NOT_FOUND);
            assertThat(tokens.revoke("ada", adas.id()).outcome()).isEqualTo(Revocation.Outcome.REVOKED);
            assertThat(tokens.revokeAll("ADA").revoked()).isEqualTo(1);
            assertThat(tokens.list(TokenQuery.of("Ada"))).hasSize(1);
        }
    }

    /** Asserts that no service starts on the store, and that the message contains a text. */
    static void assertRefused(Supplier<JdbcTokenStore> store, String message) {
        assertThatThrownBy(() -> {
                    try (JdbcTokenStore opened = store.get().createSchema()) {
                        opened.verify();
                    }
                })
                .isInstanceOf(TokenStoreException.class)
                .hasMessageContaining(message);
    }
}
