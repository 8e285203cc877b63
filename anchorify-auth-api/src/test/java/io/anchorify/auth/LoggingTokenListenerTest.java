package io.anchorify.auth;

import static org.assertj.core.api.Assertions.assertThat;

import io.anchorify.auth.testing.LogCapture;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import java.util.logging.Level;
import org.junit.jupiter.api.Test;

class LoggingTokenListenerTest {

    private static final Instant AT = Instant.parse("2026-01-01T00:00:00Z");
    private static final Instant LATER = Instant.parse("2026-02-01T00:00:00Z");

    @Test
    void events_areLoggedAsOneLineEach() {
        Token token = token("ada", "my laptop");

        assertThat(logged(new TokenEvent.Issued(token)))
                .isEqualTo("Token issued: owner=\"ada\" id=\"t1\" label=\"my laptop\" scopes=\"read write\""
                        + " expires=2026-02-01T00:00:00Z by=\"grace\"");
        assertThat(logged(new TokenEvent.Rotated(token, "t0", LATER)))
                .isEqualTo("Token rotated: owner=\"ada\" id=\"t1\" predecessor=\"t0\""
                        + " predecessorEnds=2026-02-01T00:00:00Z by=\"grace\"");
        assertThat(logged(new TokenEvent.Renamed("ada", "t1", null, AT)))
                .isEqualTo("Token renamed: owner=\"ada\" id=\"t1\"");
        assertThat(logged(new TokenEvent.Revoked("ada", "t1", AT, "grace", "laptop stolen")))
                .isEqualTo("Token revoked: owner=\"ada\" id=\"t1\" by=\"grace\" reason=\"laptop stolen\"");
        assertThat(logged(new TokenEvent.OwnerRevoked("ada", 1234, AT, null, null)))
                .isEqualTo("Tokens of an owner revoked: owner=\"ada\" count=1234");
        assertThat(logged(new TokenEvent.TokensRevoked(TokenQuery.of("ada"), 2, AT, "grace", null)))
                .startsWith("Tokens revoked by query: query=\"TokenQuery[owner=ada, ")
                .endsWith(" count=2 by=\"grace\"");
        assertThat(logged(new TokenEvent.Erased("ada", 3, AT)))
                .isEqualTo("Tokens of an owner erased: owner=\"ada\" count=3");
        assertThat(logged(new TokenEvent.Purged(AT, 4, LATER)))
                .isEqualTo("Ended tokens purged: count=4 endedBefore=2026-01-01T00:00:00Z");
        assertThat(logged(new TokenEvent.Imported(new ImportCounts(5, 6, 7), AT)))
                .isEqualTo("Tokens imported: added=5 changed=6 unchanged=7");
        assertThat(logged(new TokenEvent.RefusedUse("ada", "t1", RejectionReason.REVOKED, AT, "2001:db8::1")))
                .isEqualTo("Ended token presented: owner=\"ada\" id=\"t1\" because=REVOKED from=\"2001:db8::1\"");
    }

    @Test
    void texts_thatForgeLines_areEscaped() {
        String forged = "x\" id=\"t2\"\r\nINFO: Token revoked\u2028\u2029\u0085\u001b[2K\u202e\\{0}'{";

        String line = logged(new TokenEvent.Issued(
                Token.builder("t1", "mallory\n" + forged, AT).label("it's {1}").build()));

        assertThat(line)
                .isEqualTo("Token issued: owner=\"mallory\\u{a}x\\\" id=\\\"t2\\\"\\u{d}\\u{a}INFO: Token revoked"
                        + "\\u{2028}\\u{2029}\\u{85}\\u{1b}[2K\\u{202e}\\\\{0}'{\" id=\"t1\" label=\"it's {1}\"");
        assertThat(logged(new TokenEvent.Revoked("ada", "t1", AT, forged, forged)))
                .doesNotContain("\n", "\r", "\u2028", "\u2029", "\u0085", "\u001b", "\u202e");
    }

    @Test
    void texts_ofOtherLanguages_areReadable() {
        assertThat(logged(new TokenEvent.Renamed("ada", "t1", "pörtable 端末 \uD83D\uDE80", AT)))
                .isEqualTo("Token renamed: owner=\"ada\" id=\"t1\" label=\"pörtable 端末 \uD83D\uDE80\"");
    }

    private static String logged(TokenEvent event) {
        try (LogCapture log = new LogCapture(TokenListener.class)) {
            TokenListener.logging().onEvent(event);
            List<String> lines = log.messages(Level.INFO);
            assertThat(lines).hasSize(1);
            return lines.get(0);
        }
    }

    private static Token token(String owner, String label) {
        return Token.builder("t1", owner, AT)
                .label(label)
                .scopes(Set.of("write", "read"))
                .createdBy("grace")
                .expiresAt(LATER)
                .build();
    }
}
