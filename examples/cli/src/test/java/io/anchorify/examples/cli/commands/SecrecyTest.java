package io.anchorify.examples.cli.commands;

import static org.assertj.core.api.Assertions.assertThat;

import io.anchorify.examples.cli.FakeServer;
import io.anchorify.examples.cli.Run;
import io.anchorify.examples.cli.TestCli;
import io.anchorify.examples.cli.Tokens;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** A token is never printed: not in errors, not with --verbose, and not if the server quotes it. */
@Timeout(value = 1, unit = TimeUnit.MINUTES)
class SecrecyTest {

    private static final List<List<String>> COMMANDS = List.of(
            List.of("whoami"),
            List.of("tokens", "list"),
            List.of("tokens", "revoke", "Aa1"),
            List.of("documents", "list"),
            List.of("documents", "delete", "d1"),
            List.of("auth", "status"),
            List.of("admin", "claim-orphans", "ada"),
            List.of("admin", "export"),
            List.of("admin", "tokens", "list"),
            List.of("admin", "tokens", "identify"),
            List.of("admin", "erase", "ada", "--yes"),
            List.of("logout"),
            List.of("login"));

    @TempDir
    private Path home;

    static Stream<String> tokens() {
        return Stream.of(Tokens.FIRST, Tokens.MISTYPED, Tokens.ADMIN, "jf_" + "x".repeat(60));
    }

    @ParameterizedTest
    @MethodSource("tokens")
    void token_quotedByTheServer_isNeverPrinted(String token) throws Exception {
        List<FakeServer> servers = List.of(
                FakeServer.ok(FakeServer.ME.replace("laptop", token)),
                FakeServer.ok("{\"owner\":\"" + token + "\",\"tokens\":[{\"id\":\"" + token
                        + "\"}],\"documents\":[{\"title\":\"" + token + "\"}]}"),
                FakeServer.ok(token),
                FakeServer.problem(401, token),
                FakeServer.problem(403, "Not with " + token),
                FakeServer.problem(500, token),
                FakeServer.problem(503, token, "Retry-After", "1"),
                FakeServer.always(302, "text/plain", token, "Location", "http://localhost:1/" + token),
                FakeServer.always(200, "application/x-ndjson", "{\"type\":\"token\"}\n"),
                FakeServer.always(404, token, token));
        try {
            StringBuilder everything = new StringBuilder();
            // A malformed token is never sent, so one server is enough.
            for (FakeServer server : isSent(token) ? servers : servers.subList(0, 1)) {
                for (List<String> command : COMMANDS) {
                    everything.append(runVerbosely(server.url(), token, command));
                }
            }
            everything.append(runVerbosely("http://localhost:1", token, List.of("logout")));
            everything.append(runVerbosely("https://localhost:" + servers.get(0).port(), token, List.of("whoami")));
            assertThat(everything.toString()).doesNotContain(token).doesNotContain(token.substring(3, 29));
            if (isSent(token)) {
                assertThat(everything)
                        .contains("> GET http")
                        .contains("< 403 after")
                        .contains("[redacted]");
            } else {
                assertThat(everything).contains("is malformed").doesNotContain("> GET");
            }
        } finally {
            servers.forEach(FakeServer::close);
        }
    }

    @ParameterizedTest
    @MethodSource("tokens")
    void token_inAnyArgument_isNeverPrinted(String token) {
        TestCli cli = new TestCli(home);
        if (token.equals(Tokens.ADMIN)) {
            // Without the variable, the command could not tell it from a file name.
            cli.environment.put("REPO_SHARE_TOKEN", token);
        }
        for (String[] line : new String[][] {
            {token},
            {"login", token},
            {"login", "--tokn", token},
            {"login", "--token", token, token},
            {"login", "--token=" + token, "--host", token},
            {"login", "--token=" + token, "--host=http://" + token + "@localhost"},
            {"login", "--host", token, "--token-stdin", token},
            {"whoami", token},
            {"whoami", "--token=" + token},
            {"tokens", "revoke", token},
            {"tokens", "revoke", "laptop", token},
            {"documents", "get", token},
            {"documents", "delete", token},
            {"tokens", token},
            {"publish", token},
            {"publish", "x", "--title"},
            {"admin", "import", token},
            {"admin", "tokens", "identify", token},
            {"admin", "tokens", "revoke", token, "--reason", "x"},
            {"completion", token}
        }) {
            Run run = cli.run(line);

            assertThat(run.exitCode()).as("%s", (Object) line).isNotZero();
            assertThat(run.out() + run.err()).isNotEmpty().doesNotContain(token).doesNotContain(token.substring(3));
        }
    }

    @Test
    void token_fromThePrompt_isNeverPrinted() {
        TestCli cli = new TestCli(home);
        cli.answer = Optional.of("a pass phrase that is no token");
        Run run = cli.run("login", "--host", "http://localhost:1", "--verbose");

        assertThat(run.exitCode()).isEqualTo(1);
        assertThat(run.err()).contains("The token from the prompt is malformed").doesNotContain("a pass phrase");
    }

    private static boolean isSent(String token) {
        return token.equals(Tokens.FIRST) || token.equals(Tokens.ADMIN);
    }

    /** Takes the token from the file, the variables or the option, depending on the command. */
    private String runVerbosely(String host, String token, List<String> command) throws Exception {
        List<String> arguments = new ArrayList<>(command);
        arguments.add("--verbose");
        TestCli cli = new TestCli(home).loggedIn(host, token);
        // One server never responds, because the client starts a TLS handshake.
        cli.limits = TestCli.IMPATIENT;
        cli.stdin = token + "\n";
        if (command.get(0).equals("login")) {
            arguments.addAll(List.of("--host", host, "--token", token));
        }
        if (command.get(0).equals("tokens")) {
            cli.environment.put("REPO_SHARE_HOST", host);
            cli.environment.put("REPO_SHARE_TOKEN", token);
        }
        return cli.run(arguments.toArray(new String[0])).toString();
    }
}
