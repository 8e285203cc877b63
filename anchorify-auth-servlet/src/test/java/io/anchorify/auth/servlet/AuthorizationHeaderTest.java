package io.anchorify.auth.servlet;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.fail;

import io.anchorify.auth.servlet.AuthorizationHeader.Kind;
import java.io.IOException;
import java.net.URISyntaxException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Compares the parser with the regular expressions of {@link HeaderGrammar}. */
class AuthorizationHeaderTest {

    /** Inputs found by {@code AuthorizationHeaderFuzzTest}, each of which covers other branches of the parser. */
    private static final String CORPUS = "AuthorizationHeaderFuzzTestInputs/header_ofAnyBytes_matchesTheGrammar";

    private static final long SEED = 20261124;
    private static final int HEADERS = 300_000;
    private static final int MEASUREMENTS = 5;
    private static final List<String> PIECES = List.of(
            ("Bearer|bearer|BEARER|Basic|BearerX|B| |  |\t|abc|A-._~+/9|=|==|,|:|%|\"|\u0000|\n|ä|\u2028|\uD83D|"
                            + "x".repeat(512) + "|" + "x".repeat(513))
                    .split("\\|"));

    @Test
    void header_composedAtRandom_matchesTheGrammar() {
        Random random = new Random(SEED);
        int tokens = 0;
        for (int i = 0; i < HEADERS; i++) {
            AuthorizationHeader parsed = assertMatchesGrammar(randomHeader(random));
            tokens += parsed.kind() == Kind.TOKEN ? 1 : 0;
        }
        assertThat(tokens).as("headers with a token").isGreaterThan(HEADERS / 1000);
    }

    @ParameterizedTest
    @MethodSource("corpus")
    void header_ofTheFuzzCorpus_matchesTheGrammar(Path file) throws IOException {
        assertMatchesGrammar(Files.readString(file, StandardCharsets.ISO_8859_1));
    }

    /** With quadratic cost, a character of a 64 KiB header would take 64 times as long as one of a 1 KiB header. */
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
    void header_ofAnyLength_isParsedInLinearTime(String shape) {
        for (String filling : List.of("a", " ", "=", "\t", ",", "Bearer ")) {
            String small = shape.formatted(filling.repeat(1024 / filling.length()));
            String large = shape.formatted(filling.repeat(65_536 / filling.length()));
            double smallCost = nanosPerCharacter(small);
            double largeCost = nanosPerCharacter(large);
            assertThat(largeCost).as("'%s' of '%s'", shape, filling).isLessThan(8 * Math.max(smallCost, 0.5));
        }
    }

    @Test
    void token_ofAParsedHeader_isNotPrinted() {
        assertThat(AuthorizationHeader.parse("Bearer secret")).hasToString("AuthorizationHeader[TOKEN]");
    }

    private static AuthorizationHeader assertMatchesGrammar(String header) {
        AuthorizationHeader parsed = AuthorizationHeader.parse(header);
        AuthorizationHeader expected = HeaderGrammar.parse(header);
        if (!parsed.equals(expected)) {
            fail("'%s' is %s '%s', but the grammar says %s '%s'"
                    .formatted(header, parsed.kind(), parsed.token(), expected.kind(), expected.token()));
        }
        return parsed;
    }

    /** The minimum of several measurements, because other processes only add to it. */
    private static double nanosPerCharacter(String header) {
        int repetitions = Math.max(1, 65_536 / header.length());
        double minimum = Double.MAX_VALUE;
        int parsed = 0;
        for (int i = 0; i < MEASUREMENTS; i++) {
            long begin = System.nanoTime();
            for (int j = 0; j < repetitions; j++) {
                parsed += AuthorizationHeader.parse(header).kind() == null ? 0 : 1;
            }
            minimum = Math.min(minimum, (System.nanoTime() - begin) / ((double) repetitions * header.length()));
        }
        assertThat(parsed).isEqualTo(MEASUREMENTS * repetitions);
        return minimum;
    }

    private static String randomHeader(Random random) {
        StringBuilder header = new StringBuilder(random.nextBoolean() ? "Bearer " : "");
        for (int pieces = random.nextInt(6); pieces > 0; pieces--) {
            header.append(PIECES.get(random.nextInt(PIECES.size())));
        }
        return header.toString();
    }

    static List<Path> corpus() throws IOException, URISyntaxException {
        Path directory = Path.of(Objects.requireNonNull(AuthorizationHeaderTest.class.getResource(CORPUS))
                .toURI());
        try (Stream<Path> files = Files.list(directory)) {
            return files.sorted().toList();
        }
    }
}
