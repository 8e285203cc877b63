package io.anchorify.examples.cli.common;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.anchorify.auth.AdminToken;
import io.anchorify.examples.cli.Tokens;
import java.util.Random;
import org.junit.jupiter.api.Test;

class BearerTokenTest {

    private static final String ALPHABET = "abcXYZ019-._~+/====: \u00fc";

    /** The command must accept each admin token with which a server starts, and no other. */
    @Test
    void adminToken_isAcceptedIfAndOnlyIfTheServerAcceptsIt() {
        assertThat(isAccepted("a".repeat(31) + "=")).isTrue();
        assertThat(isAccepted("a".repeat(511) + "=")).isTrue();
        assertThat(isAccepted("a".repeat(512) + "=")).isFalse();
        assertThat(isAccepted("=".repeat(32))).isFalse();
        Random random = new Random(19);
        for (int i = 0; i < 20_000; i++) {
            String token = randomToken(random);
            assertThat(isAccepted(token)).as(token).isEqualTo(isAcceptedByServer(token));
        }
    }

    @Test
    void mistypedToken_isRefused_withoutShowingIt() {
        assertThatThrownBy(() -> BearerToken.of(Tokens.MISTYPED, "--token"))
                .isInstanceOf(Failure.class)
                .hasMessageContaining("The token from --token is malformed")
                .hasMessageNotContaining(Tokens.MISTYPED);
    }

    /** Mostly well-formed, with a length near the limits and a padding. */
    private static String randomToken(Random random) {
        int letters = random.nextInt(20) == 0 ? ALPHABET.length() : 12;
        int length = random.nextBoolean() ? random.nextInt(29, 36) : random.nextInt(508, 516);
        StringBuilder token = new StringBuilder();
        for (int i = random.nextInt(4); i < length; i++) {
            token.append(ALPHABET.charAt(random.nextInt(letters)));
        }
        return token.append("=".repeat(random.nextInt(3))).toString();
    }

    private static boolean isAccepted(String token) {
        try {
            BearerToken.of(token, "--token");
            return true;
        } catch (Failure e) {
            return false;
        }
    }

    private static boolean isAcceptedByServer(String token) {
        try {
            AdminToken.of(token);
            return true;
        } catch (IllegalArgumentException e) {
            return false;
        }
    }
}
