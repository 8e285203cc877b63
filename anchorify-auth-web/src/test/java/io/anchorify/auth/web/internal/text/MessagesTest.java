package io.anchorify.auth.web.internal.text;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStreamReader;
import java.io.Reader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.text.MessageFormat;
import java.util.List;
import java.util.ListResourceBundle;
import java.util.Locale;
import java.util.Map;
import java.util.Properties;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** The texts of all languages. */
class MessagesTest {

    private static final Pattern ARGUMENT = Pattern.compile("\\{([0-9]+)");
    /** Keys that templates and code contain as a whole. */
    private static final Pattern USE = Pattern.compile("\\.get\\(\"([a-z0-9_.-]+)\"[,)]");

    @Test
    void languages_haveTheSameKeysAndArguments() throws IOException {
        Map<String, Set<String>> english = arguments("Messages.properties");

        assertThat(arguments("Messages_de.properties")).isEqualTo(english);
        assertThat(english).isNotEmpty();
    }

    @Test
    void texts_areValidMessageFormats_withoutASingleApostrophe() throws IOException {
        for (String file : List.of("Messages.properties", "Messages_de.properties")) {
            load(file).forEach((key, text) -> {
                new MessageFormat((String) text, Locale.ENGLISH);
                assertThat((String) text).as("%s %s", file, key).doesNotContainPattern("(?<!')'(?!')");
            });
        }
    }

    @Test
    void keys_thatTemplatesUse_exist() throws IOException {
        Set<String> keys = load("Messages.properties").stringPropertyNames();

        try (Stream<Path> templates = Files.walk(Path.of("src/main/jte"))) {
            Set<String> used = templates
                    .filter(Files::isRegularFile)
                    .flatMap(file -> USE.matcher(read(file)).results())
                    .map(use -> use.group(1))
                    .collect(Collectors.toSet());
            assertThat(used).hasSizeGreaterThan(50);
            assertThat(keys).containsAll(used);
        }
    }

    @Test
    void bundle_ofTheHost_replacesAndAddsLanguages() {
        Languages languages = new Languages(Map.of(
                Locale.GERMAN, bundle("page.title", "Zugriffstokens"), Locale.FRENCH, bundle("page.title", "Jetons")));

        Texts german = languages.of(List.of(Locale.GERMANY));
        assertThat(german.get("page.title")).isEqualTo("Zugriffstokens");
        assertThat(german.get("page.back")).isEqualTo("Zurück");
        Texts french = languages.of(List.of(Locale.ITALIAN, Locale.CANADA_FRENCH, Locale.GERMAN));
        assertThat(french.get("page.title")).isEqualTo("Jetons");
        assertThat(french.get("page.back")).isEqualTo("Back");
        assertThat(languages.of(List.of(Locale.ITALIAN)).language()).isEqualTo("en");
    }

    private static ListResourceBundle bundle(String key, String text) {
        return new ListResourceBundle() {
            @Override
            protected Object[][] getContents() {
                return new Object[][] {{key, text}};
            }
        };
    }

    private static Map<String, Set<String>> arguments(String file) throws IOException {
        return load(file).entrySet().stream()
                .collect(Collectors.toMap(
                        entry -> (String) entry.getKey(),
                        entry -> ARGUMENT.matcher((String) entry.getValue())
                                .results()
                                .map(argument -> argument.group(1))
                                .collect(Collectors.toCollection(TreeSet::new))));
    }

    private static Properties load(String file) throws IOException {
        Properties properties = new Properties();
        try (Reader reader = new InputStreamReader(
                MessagesTest.class.getResourceAsStream("/io/anchorify/auth/web/" + file), StandardCharsets.UTF_8)) {
            properties.load(reader);
        }
        return properties;
    }

    private static String read(Path file) {
        try {
            return Files.readString(file);
        } catch (IOException e) {
            throw new java.io.UncheckedIOException(e);
        }
    }
}
