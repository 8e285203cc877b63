package io.anchorify.auth.servlet;

import static org.assertj.core.api.Assertions.assertThat;

import io.anchorify.auth.servlet.AuthorizationHeader.Kind;
import java.time.Duration;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** The parser against the grammar, with headers put together of what is good and what is not. */
class AuthorizationHeaderTest {

    private static final long SEED = 20261124;
    private static final int HEADERS = 300_000;
    private static final String[] PIECES = {
        "Bearer",
        "bearer",
        "BEARER",
        "Basic",
        "BearerX",
        "B",
        " ",
        "  ",
        "\t",
        "abc",
        "A-._~+/9",
        "=",
        "==",
        ",",
        ":",
        "%",
        "\"",
        "\u0000",
        "\n",
        "ä",
        "\u2028",
        "\uD83D",
        "x".repeat(513)
    };

    @Test
    void header_putTogetherAtRandom_isReadAsTheGrammarHasIt() {
        Random random = new Random(SEED);
        int tokens = 0;
        for (int i = 0; i < HEADERS; i++) {
            String header = randomHeader(random);
            AuthorizationHeader parsed = AuthorizationHeader.parse(header);
            assertThat(parsed).as("seed %d, header %d: '%s'", SEED, i, header).isEqualTo(HeaderGrammar.read(header));
            tokens += parsed.kind() == Kind.TOKEN ? 1 : 0;
        }
        assertThat(tokens).as("headers with a token").isGreaterThan(HEADERS / 1000);
    }

    @Test
    void header_of64KiB_costsTimeInProportion() {
        String attack = "Bearer " + "a".repeat(65_536) + "!";
        long begin = System.nanoTime();
        for (int i = 0; i < 1000; i++) {
            assertThat(AuthorizationHeader.parse(attack).kind()).isEqualTo(Kind.MALFORMED);
        }
        // Linear, this takes about a tenth of a second; quadratic, an hour.
        assertThat(Duration.ofNanos(System.nanoTime() - begin)).isLessThan(Duration.ofSeconds(20));
    }

    @Test
    void token_isNotPrinted() {
        assertThat(AuthorizationHeader.parse("Bearer jf_secret")).hasToString("AuthorizationHeader[TOKEN]");
    }

    private static String randomHeader(Random random) {
        StringBuilder header = new StringBuilder(random.nextBoolean() ? "Bearer " : "");
        for (int pieces = random.nextInt(6); pieces > 0; pieces--) {
            header.append(PIECES[random.nextInt(PIECES.length)]);
        }
        return header.toString();
    }
}
