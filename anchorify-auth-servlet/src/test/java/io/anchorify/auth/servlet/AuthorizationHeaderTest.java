package io.anchorify.auth.servlet;

import static org.assertj.core.api.Assertions.assertThat;

import io.anchorify.auth.servlet.AuthorizationHeader.Kind;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The parser against the grammar, with headers put together of what is good and what is not. */
class AuthorizationHeaderTest {

    private static final long SEED = 20261124;
    private static final int HEADERS = 300_000;
    private static final int TRIES = 20;
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
            HeaderReading parsed = HeaderReading.of(header);
            assertThat(parsed).as("seed %d, header %d: '%s'", SEED, i, header).isEqualTo(HeaderGrammar.read(header));
            tokens += parsed.kind() == Kind.TOKEN ? 1 : 0;
        }
        assertThat(tokens).as("headers with a token").isGreaterThan(HEADERS / 1000);
    }

    /** Quadratic, a character of a header of 64 KiB would cost 64 times what one of 1 KiB does. */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "Bearer %s!",
                "Bearer %s",
                "Bearer%s",
                "%s",
                "Bearer a%s",
                "Bearer \u00e4%s",
                "=%s",
                "Bearer a%sa",
                "%sBearer a"
            })
    void header_ofAnyLength_costsTimeInProportion(String shape) {
        for (String filling : List.of("a", " ", "=", "\t", ",", "Bearer ")) {
            String small = shape.formatted(filling.repeat(1024 / filling.length()));
            String large = shape.formatted(filling.repeat(65_536 / filling.length()));
            double smallCost = nanosPerCharacter(small);
            double largeCost = nanosPerCharacter(large);
            assertThat(largeCost).as("'%s' of '%s'", shape, filling).isLessThan(8 * Math.max(smallCost, 0.5));
        }
    }

    /** The least of several tries, for other processes only ever add to it. */
    private static double nanosPerCharacter(String header) {
        int repeats = Math.max(1, 65_536 / header.length());
        double least = Double.MAX_VALUE;
        int[] kinds = new int[Kind.values().length];
        for (int i = 0; i < TRIES; i++) {
            long begin = System.nanoTime();
            for (int j = 0; j < repeats; j++) {
                kinds[AuthorizationHeader.kindOf(header).ordinal()]++;
            }
            least = Math.min(least, (System.nanoTime() - begin) / ((double) repeats * header.length()));
        }
        assertThat(Arrays.stream(kinds).sum()).as("headers that were read").isEqualTo(TRIES * repeats);
        return least;
    }

    private static String randomHeader(Random random) {
        StringBuilder header = new StringBuilder(random.nextBoolean() ? "Bearer " : "");
        for (int pieces = random.nextInt(6); pieces > 0; pieces--) {
            header.append(PIECES[random.nextInt(PIECES.length)]);
        }
        return header.toString();
    }
}
