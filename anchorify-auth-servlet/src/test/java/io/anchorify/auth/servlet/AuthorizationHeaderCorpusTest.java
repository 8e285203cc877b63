package io.anchorify.auth.servlet;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.URISyntaxException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** The headers that the fuzzer found worth keeping, each of which reaches something in the parser that others do not. */
class AuthorizationHeaderCorpusTest {

    private static final String DIRECTORY =
            "AuthorizationHeaderFuzzTestInputs/header_ofAnyBytes_isReadAsTheGrammarHasIt";

    @Test
    void header_thatWasKept_isReadAsTheGrammarHasIt() throws IOException, URISyntaxException {
        List<Path> files = files();
        assertThat(files).hasSizeGreaterThan(100);
        for (Path file : files) {
            String header = Files.readString(file, StandardCharsets.ISO_8859_1);
            assertThat(HeaderReading.of(header)).as(file.toString()).isEqualTo(HeaderGrammar.read(header));
        }
    }

    private List<Path> files() throws IOException, URISyntaxException {
        Path directory = Path.of(
                Objects.requireNonNull(getClass().getResource(DIRECTORY)).toURI());
        try (Stream<Path> files = Files.list(directory)) {
            return files.sorted().toList();
        }
    }
}
