package io.anchorify.examples.cli.commands;

import static org.assertj.core.api.Assertions.assertThat;

import io.anchorify.examples.cli.FakeServer;
import io.anchorify.examples.cli.Run;
import io.anchorify.examples.cli.Tokens;
import java.io.IOException;
import java.io.OutputStream;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Invalid input and error responses: the message and the exit code. */
@Timeout(value = 1, unit = TimeUnit.MINUTES)
class FailuresTest extends CommandTest {

    @Test
    void command_withoutCredentials_failsWithInstructions() {
        cli.environment.clear();

        assertFailure(
                cli.run("whoami"),
                3,
                "Not logged in. Generate a token on your server's dashboard and run 'anchorify login --host URL', or"
                        + " set REPO_SHARE_TOKEN.");
    }

    @Test
    void token_refusedOrMistyped_isReportedDifferently() {
        try (FakeServer server = FakeServer.problem(401, "The token is not valid.")) {
            assertFailure(
                    at(server, "whoami"),
                    1,
                    server.url() + " refused the token from REPO_SHARE_TOKEN (revoked, expired or unknown). Generate a"
                            + " new one on " + server.url() + "/dashboard and replace the variable's value.");
            cli.environment.put("REPO_SHARE_TOKEN", Tokens.MISTYPED);
            assertFailure(
                    at(server, "whoami"),
                    1,
                    "The token from REPO_SHARE_TOKEN is malformed (mistyped or truncated). Copy it again, or generate a"
                            + " new one on the dashboard.");
            assertThat(server.requests()).hasSize(1);
        }
    }

    @Test
    void token_storedAndRefused_isReplacedByALogin() throws Exception {
        cli.environment.clear();
        try (FakeServer server = FakeServer.problem(401, "The token is not valid.")) {
            cli.loggedIn(server.url(), Tokens.FIRST);
            assertFailure(
                    cli.run("whoami"),
                    1,
                    server.url() + " refused the token from " + cli.file()
                            + " (revoked, expired or unknown). Generate a new one on " + server.url()
                            + "/dashboard and run 'anchorify login'.");
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "x",
                "jf_short",
                "line\nbreak-in-a-token-that-is-long-enough",
                "ümlaut-in-a-token-that-is-long-enough"
            })
    void token_malformed_isNotSent(String token) {
        try (FakeServer server = FakeServer.ok(FakeServer.ME)) {
            cli.environment.put("REPO_SHARE_TOKEN", token);

            assertThat(at(server, "whoami").exitCode()).isEqualTo(1);
            assertThat(server.requests()).isEmpty();
        }
    }

    @ParameterizedTest
    @CsvSource({
        "200, text/html, <h1>Welcome</h1>",
        "200, application/json, <h1>Welcome</h1>",
        "200, application/json, []",
        "200, application/json, '{\"a\":1} x'",
        "200, application/json, '{\"a\":1,\"a\":2}'",
        "200, text/plain, '{\"owner\":\"ada\"}'",
        "404, text/html, <h1>Not found</h1>",
        "401, text/html, <h1>Sign in</h1>",
        "500, application/problem+json, oops"
    })
    void response_notFromAnchorify_isReported(int status, String type, String body) {
        try (FakeServer server = FakeServer.always(status, type, body)) {
            assertFailure(
                    at(server, "whoami"),
                    4,
                    server.url() + " does not respond like an Anchorify server. Use the address shown on its"
                            + " dashboard.");
        }
    }

    @Test
    void response_withoutRequiredField_namesTheField() {
        try (FakeServer server = FakeServer.ok("{\"name\":\"ada\"}")) {
            Run run = at(server, "whoami");
            assertThat(run.exitCode()).isEqualTo(4);
            assertThat(run.err()).contains("has no valid field 'owner'");
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {301, 302, 303, 307, 308})
    void redirect_withToken_isNotFollowed(int status) {
        try (FakeServer target = FakeServer.ok(FakeServer.ME);
                FakeServer server =
                        FakeServer.always(status, "text/plain", "", "Location", target.url() + "/api/me?x=secret")) {
            assertFailure(
                    at(server, "whoami"),
                    4,
                    server.url() + " redirects to " + target.url()
                            + ", where the token was not sent. If you trust that address, run 'anchorify login --host"
                            + " URL' with it.");
            assertThat(target.requests()).isEmpty();
        }
    }

    @ParameterizedTest
    @CsvSource({
        "403, The token from REPO_SHARE_TOKEN does not permit this request; use another one.",
        "404, Run the list command to see what exists.",
        "400, ''",
        "500, 'Try again later; if the problem persists, contact its operator.'"
    })
    void refusal_byTheServer_isQuotedWithAdvice(int status, String advice) {
        try (FakeServer server = FakeServer.problem(
                status,
                "Because of \\u001b[31mred\\u001b[0m and\\nlines.",
                "WWW-Authenticate",
                "Bearer error=\"insufficient_scope\"")) {
            assertFailure(
                    at(server, "whoami"),
                    1,
                    server.url() + " refused the request (status " + status
                            + "): Because of \uFFFD[31mred\uFFFD[0m and\uFFFDlines."
                            + (advice.isEmpty() ? "" : " " + advice));
        }
    }

    @Test
    void stdout_full_isAFailure() {
        cli.stdout = new OutputStream() {
            @Override
            public void write(int b) throws IOException {
                throw new IOException("No space left on device");
            }
        };
        try (FakeServer server = FakeServer.ok(FakeServer.ME)) {
            assertFailure(
                    at(server, "whoami"),
                    1,
                    "Cannot write to standard output: no space left on device. Redirect it to another place and try"
                            + " again.");
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "frobnicate",
                "whoami extra",
                "tokens",
                "tokens revoke",
                "documents get",
                "documents delete",
                "auth",
                "publish",
                "--nonsense",
                "login --token",
                "completion tcsh",
                "admin",
                "admin tokens",
                "admin tokens revoke --owner ada",
                "admin tokens list --state none",
                "admin tokens identify jf_secret",
                "admin purge",
                "admin erase"
            })
    void commandLine_invalid_refersToTheHelp(String line) {
        Run run = cli.run(line.split(" "));

        assertThat(run.exitCode()).isEqualTo(2);
        assertThat(run.out()).isEmpty();
        assertThat(run.err())
                .startsWith("anchorify: ")
                .contains("--help' for usage.")
                .hasLineCount(1);
    }
}
