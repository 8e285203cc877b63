package io.anchorify.examples.jetty;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** Every startup error that the troubleshooting page quotes is a message of the code. */
class TroubleshootingPageTest {

    private static final Path PROJECT = Path.of("../..");
    private static final Pattern QUOTE = Pattern.compile("`([^`]+)`");

    @Test
    void startupErrors_areMessagesOfTheCode() throws IOException {
        String page = Files.readString(PROJECT.resolve("docs/troubleshooting.md"));
        List<String> quotes = page.substring(page.indexOf("## Startup errors"))
                .lines()
                .filter(line -> line.startsWith("| `"))
                .map(line -> line.substring(0, line.indexOf('|', 1)))
                .flatMap(cell -> QUOTE.matcher(cell).results())
                .map(quote -> quote.group(1).strip())
                .toList();
        String sources = sources();

        assertThat(quotes)
                .hasSizeGreaterThan(8)
                .allSatisfy(quote -> assertThat(sources).contains(quote));
    }

    /** The main sources, with concatenated literals joined. */
    private static String sources() throws IOException {
        StringBuilder sources = new StringBuilder();
        for (String folder :
                List.of("anchorify-auth-api", "anchorify-auth-jdbc", "anchorify-auth-servlet", "examples/jetty-app")) {
            try (Stream<Path> files = Files.walk(PROJECT.resolve(folder).resolve("src/main/java"))) {
                for (Path file : files.filter(Files::isRegularFile).toList()) {
                    sources.append(Files.readString(file));
                }
            }
        }
        return sources.toString().replaceAll("\"\\s*\\+\\s*\"", "");
    }
}
