package io.anchorify.examples.jetty;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import javax.tools.JavaCompiler;
import javax.tools.JavaFileObject;
import javax.tools.SimpleJavaFileObject;
import javax.tools.StandardJavaFileManager;
import javax.tools.ToolProvider;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Every Java snippet of README, docs and Javadoc compiles. */
class SnippetsTest {

    private static final Path PROJECT = Path.of("../..");
    private static final Pattern FENCE = Pattern.compile("```java\\n(.*?)```", Pattern.DOTALL);
    private static final Pattern JAVADOC = Pattern.compile("<pre>\\{@code\\n(.*?)\\n *\\* }</pre>", Pattern.DOTALL);

    /** Pages with snippets of other modules, whose tests compare them with the sources. */
    private static final Set<String> COMPILED_ELSEWHERE = Set.of(
            "device-login.md",
            "jersey.md",
            "spring-boot.md",
            "spring-example.md",
            "spring-operations.md",
            "spring-security.md",
            "spring-testing.md",
            "web-endpoints.md");

    /** The variables that a snippet may use without declaring them. */
    private static final Map<String, String> FIELDS = new LinkedHashMap<>(Map.ofEntries(
            Map.entry("context", "org.eclipse.jetty.ee11.servlet.ServletContextHandler"),
            Map.entry("tokens", "TokenService"),
            Map.entry("web", "TokenWeb"),
            Map.entry("request", "jakarta.servlet.http.HttpServletRequest"),
            Map.entry("servletContext", "jakarta.servlet.ServletContext"),
            Map.entry("dataSource", "javax.sql.DataSource"),
            Map.entry("registry", "io.micrometer.core.instrument.MeterRegistry"),
            Map.entry("password", "String"),
            Map.entry("presented", "String"),
            Map.entry("laptop", "IssuedToken"),
            Map.entry("phone", "IssuedToken")));

    private static final JavaCompiler COMPILER = ToolProvider.getSystemJavaCompiler();
    /** Shared, because it caches the class path. */
    private static final StandardJavaFileManager FILES = COMPILER.getStandardFileManager(null, null, null);

    @TempDir
    private Path classes;

    @AfterAll
    static void closeFiles() throws IOException {
        FILES.close();
    }

    /** A snippet and its location. */
    record Snippet(String place, String code) {

        @Override
        public String toString() {
            return place;
        }
    }

    static Stream<Snippet> snippets() throws IOException {
        List<Snippet> snippets = new ArrayList<>();
        for (Path file : files("", "README.md")) {
            snippets.addAll(in(file, FENCE));
        }
        for (Path file : files("docs", ".md")) {
            if (!COMPILED_ELSEWHERE.contains(file.getFileName().toString())) {
                snippets.addAll(in(file, FENCE));
            }
        }
        for (String module :
                List.of("anchorify-auth-api", "anchorify-auth-jdbc", "anchorify-auth-servlet", "anchorify-auth-web")) {
            for (Path file : files(module + "/src/main/java", ".java")) {
                snippets.addAll(in(file, JAVADOC));
            }
        }
        return snippets.stream();
    }

    @ParameterizedTest
    @MethodSource("snippets")
    void snippet_compiles(Snippet snippet) {
        StringWriter problems = new StringWriter();
        List<String> options = List.of("-d", classes.toString(), "-proc:none");
        boolean compiles = COMPILER.getTask(problems, FILES, null, options, null, List.of(source(snippet.code)))
                .call();
        assertThat(compiles).as("%s%n%s", snippet.code, problems).isTrue();
    }

    @Test
    void snippets_inKnownPlaces_areFound() throws IOException {
        List<String> places = snippets().map(Snippet::place).toList();
        assertThat(places.stream().filter(place -> place.startsWith("README.md")))
                .hasSizeGreaterThanOrEqualTo(3);
        assertThat(places).anyMatch(place -> place.startsWith("TokenService.java"));
        assertThat(places).anyMatch(place -> place.startsWith("BearerTokenFilter.java"));
        assertThat(places).anyMatch(place -> place.startsWith("filter.md"));
    }

    @Test
    void readme_showsASnippetByLine25() throws IOException {
        List<String> readme = Files.readAllLines(PROJECT.resolve("README.md"));
        assertThat(readme.subList(0, 25)).contains("```java", "```");
    }

    private static List<Snippet> in(Path file, Pattern pattern) {
        String text = read(file);
        List<Snippet> snippets = new ArrayList<>();
        for (MatchResult match : pattern.matcher(text).results().toList()) {
            String code = match.group(1)
                    .lines()
                    .map(line -> pattern == JAVADOC ? line.replaceFirst("^ *\\* ?", "") : line)
                    .collect(Collectors.joining("\n"));
            // XML, and the controller of the Spring Boot example, whose test compares it.
            if (!code.startsWith("<") && !code.startsWith("@GetMapping")) {
                long line = text.substring(0, match.start()).lines().count() + 1;
                snippets.add(new Snippet(file.getFileName() + ":" + line, code));
            }
        }
        return snippets;
    }

    private static JavaFileObject source(String code) {
        String fields = FIELDS.entrySet().stream()
                .filter(field -> !code.matches("(?s).*\\b[A-Z]\\w* " + field.getKey() + " = .*"))
                .map(field -> field.getValue() + " " + field.getKey() + ";\n")
                .collect(Collectors.joining());
        String text = """
                import io.anchorify.auth.*;
                import io.anchorify.auth.TokenQuery.Which;
                import io.anchorify.auth.jdbc.*;
                import io.anchorify.auth.servlet.*;
                import io.anchorify.auth.servlet.metrics.*;
                import io.anchorify.auth.spi.*;
                import io.anchorify.auth.web.*;
                import jakarta.servlet.*;
                import jakarta.servlet.http.*;
                import java.io.IOException;
                import java.nio.charset.StandardCharsets;
                import java.time.Duration;
                import java.time.Instant;
                import java.util.ArrayList;
                import java.util.EnumSet;
                import java.util.List;
                import java.util.Locale;
                import java.util.ResourceBundle;
                import java.util.Set;
                import java.util.concurrent.CompletionStage;
                import org.eclipse.jetty.server.NetworkConnectionLimit;
                import org.eclipse.jetty.server.Server;
                import org.eclipse.jetty.server.handler.QoSHandler;
                import org.eclipse.jetty.util.thread.QueuedThreadPool;

                class Snippet {
                    %s
                    void run() throws Exception {
                        %s
                    }
                }
                """.formatted(fields, code);
        return new SimpleJavaFileObject(URI.create("string:///Snippet.java"), JavaFileObject.Kind.SOURCE) {
            @Override
            public CharSequence getCharContent(boolean ignoreEncodingErrors) {
                return text;
            }
        };
    }

    private static List<Path> files(String directory, String ending) throws IOException {
        int depth = directory.isEmpty() ? 1 : Integer.MAX_VALUE;
        try (Stream<Path> files = Files.walk(PROJECT.resolve(directory), depth)) {
            return files.filter(file -> file.toString().endsWith(ending))
                    .sorted()
                    .toList();
        }
    }

    private static String read(Path file) {
        try {
            return Files.readString(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
