package io.anchorify.examples.jetty;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.anchorify.auth.IssuedToken;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Runs every example of docs/rest-api.md, one after the other, and compares what it prints with what the page says. */
@Timeout(value = 2, unit = TimeUnit.MINUTES)
class RestApiPageTest {

    private static final Path PAGE = Path.of("../../docs/rest-api.md");
    private static final Pattern EXAMPLE =
            Pattern.compile("```sh\n(.*?)```\n\n```(json|text)\n(.*?)```", Pattern.DOTALL);

    /** Fields whose values differ from those on the page. */
    private static final List<String> VARIABLE = List.of(
            "id", "tokenId", "token", "predecessorId", "predecessorEndsAt", "createdAt", "lastUsedAt", "revokedAt");

    private final JsonMapper json = JsonMapper.shared();

    @TempDir
    private Path directory;

    @Test
    void examples_inTheirOrder_printWhatThePageSays() throws Exception {
        assumeTrue(isInstalled("curl"), "curl is not installed, so the examples of docs/rest-api.md were not run");
        String page = Files.readString(PAGE);
        List<MatchResult> examples = EXAMPLE.matcher(page).results().toList();
        assertThat(examples)
                .hasSameSizeAs(Pattern.compile("```sh").matcher(page).results().toList());
        assertThat(examples).hasSizeGreaterThan(10);
        try (TestApp app = TestApp.inMemory()) {
            IssuedToken laptop = app.tokens.issue("ada", "laptop");
            IssuedToken other = app.tokens.issue("ada", "other");
            Map<String, String> variables = Map.of(
                    "ANCHORIFY", app.url(""),
                    "TOKEN", laptop.secret().reveal(),
                    "OTHER_TOKEN", other.secret().reveal(),
                    "OTHER_TOKEN_ID", other.id(),
                    "REPO_SHARE_TOKEN", TestApp.ADMIN_TOKEN);
            for (MatchResult example : examples) {
                String output = run(example.group(1), variables);
                if (example.group(2).equals("text")) {
                    assertThat(output).as(example.group(1)).isEqualTo(example.group(3));
                } else {
                    assertSameShape(example.group(1), json.readTree(output), json.readTree(example.group(3)));
                }
            }
        }
    }

    /** The same fields in the same order, and values of the same types; those that tell the same story are equal. */
    private void assertSameShape(String example, JsonNode actual, JsonNode expected) {
        assertThat(actual.propertyNames()).as(example).containsExactlyElementsOf(expected.propertyNames());
        for (String name : expected.propertyNames()) {
            JsonNode here = actual.get(name);
            JsonNode there = expected.get(name);
            if (there.isArray() && !there.isEmpty()) {
                assertThat(here.size()).as(example).isPositive();
                assertSameShape(example, here.get(0), there.get(0));
            } else if (there.isObject()) {
                assertSameShape(example, here, there);
            } else if (VARIABLE.contains(name)) {
                assertThat(here.isString() || here.isNull()).as(example).isTrue();
            } else if (!name.equals("label")) {
                assertThat(here).as(example).isEqualTo(there);
            }
        }
    }

    private String run(String script, Map<String, String> variables) throws IOException, InterruptedException {
        ProcessBuilder builder = new ProcessBuilder("bash", "-euo", "pipefail", "-c", script)
                .directory(directory.toFile())
                .redirectErrorStream(true);
        builder.environment().putAll(variables);
        Process process = builder.start();
        try {
            process.getOutputStream().close();
            String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
            assertThat(process.waitFor(30, TimeUnit.SECONDS)).isTrue();
            assertThat(process.exitValue()).as("%s%n%s", script, output).isZero();
            return output;
        } finally {
            process.destroyForcibly();
        }
    }

    private static boolean isInstalled(String program) throws IOException, InterruptedException {
        return new ProcessBuilder("sh", "-c", "command -v " + program).start().waitFor() == 0;
    }
}
