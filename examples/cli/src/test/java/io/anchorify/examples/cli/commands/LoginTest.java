package io.anchorify.examples.cli.commands;

import static org.assertj.core.api.Assertions.assertThat;

import io.anchorify.examples.cli.FakeServer;
import io.anchorify.examples.cli.Run;
import io.anchorify.examples.cli.TestCli;
import io.anchorify.examples.cli.Tokens;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** {@code login} and {@code logout}. */
class LoginTest {

    @TempDir
    private Path home;

    private TestCli cli;
    private FakeServer server;

    @BeforeEach
    void open() {
        cli = new TestCli(home);
        server = new FakeServer((exchange, request) -> {
            if (request.method().equals("DELETE")) {
                FakeServer.send(exchange, 204, "text/plain", "");
            } else {
                FakeServer.send(exchange, 200, "application/json", FakeServer.ME);
            }
        });
    }

    @AfterEach
    void close() {
        server.close();
    }

    @Test
    void login_withDashboardCommand_verifiesAndStoresTheToken() throws Exception {
        Run run = cli.run("login", "--host", server.url(), "--token", Tokens.FIRST);

        assertThat(run)
                .isEqualTo(new Run(
                        0,
                        "You are logged in as ada at " + server.url()
                                + ", with the token 'laptop' (Zk3Aa0Bb1Cc2Dd3Ee4Ff5G).\n",
                        ""));
        assertThat(server.requests())
                .containsExactly(new FakeServer.RecordedRequest("GET", "/api/me", "Bearer " + Tokens.FIRST, ""));
        assertThat(cli.file()).hasContent("{\"host\":\"" + server.url() + "\",\"token\":\"" + Tokens.FIRST + "\"}\n");
        assertThat(Files.getPosixFilePermissions(cli.file())).isEqualTo(PosixFilePermissions.fromString("rw-------"));
        assertThat(Files.getPosixFilePermissions(cli.file().getParent()))
                .isEqualTo(PosixFilePermissions.fromString("rwx------"));
    }

    @Test
    void login_withTokenOnStdin_readsTheFirstLine() {
        cli.stdin = "  " + Tokens.FIRST + "\r\nsomething else\n";

        assertThat(cli.run("login", "--host", server.url(), "--token-stdin").exitCode())
                .isZero();
        assertThat(cli.file()).content().contains(Tokens.FIRST);
    }

    @Test
    void login_withoutTokenOption_prompts() {
        cli.answer = Optional.of(Tokens.FIRST);

        assertThat(cli.run("login", "--host", server.url()).exitCode()).isZero();
        assertThat(cli.file()).content().contains(Tokens.FIRST);
    }

    @Test
    void login_withoutToken_namesTheOptions() {
        Run run = cli.run("login", "--host", server.url());

        assertThat(run.exitCode()).isEqualTo(2);
        assertThat(run.err())
                .isEqualTo("anchorify: No token given. Enter it at the prompt, or use --token-stdin or --token.\n");
        cli.stdin = "\n";
        assertThat(cli.run("login", "--host", server.url(), "--token-stdin").exitCode())
                .isEqualTo(2);
    }

    @Test
    void login_withBothTokenOptions_isAUsageError() {
        Run run = cli.run("login", "--host", server.url(), "--token", Tokens.FIRST, "--token-stdin");

        assertThat(run.exitCode()).isEqualTo(2);
        assertThat(run.err()).contains("mutually exclusive").doesNotContain(Tokens.FIRST);
        assertThat(server.requests()).isEmpty();
    }

    @Test
    void help_ofLogin_recommendsSaferOptions() {
        String help = cli.run("login", "--help").out().replaceAll("\\s+", " ");

        assertThat(help)
                .contains("--token-stdin Read the token from the first line of stdin.")
                .contains("Other users of this machine can see it while the command runs")
                .contains("Safer: --token-prompt or --token-stdin.");
    }

    @Test
    void login_withTokenOnly_keepsHostAndUnknownFields() throws Exception {
        cli.stored("{\"theme\":\"dark\",\"host\":\"" + server.url() + "\",\"token\":\"" + Tokens.FIRST
                + "\",\"nested\":{\"n\":[1.50,-2e99,null,true,\"\\u00fc\"]}}");

        assertThat(cli.run("login", "--token", Tokens.SECOND).exitCode()).isZero();
        assertThat(cli.file())
                .hasContent("{\"theme\":\"dark\",\"host\":\"" + server.url() + "\",\"token\":\"" + Tokens.SECOND
                        + "\",\"nested\":{\"n\":[1.50,-2e99,null,true,\"\u00fc\"]}}\n");
    }

    @Test
    void login_withoutHost_requiresOne() {
        Run run = cli.run("login", "--token", Tokens.FIRST);

        assertThat(run.exitCode()).isEqualTo(2);
        assertThat(run.err()).contains("No server is configured. Specify one with --host URL.");
    }

    @Test
    void login_withoutHostOnATerminal_asksForIt() throws Exception {
        cli.isInTerminal = true;
        cli.isErrTerminal = true;
        cli.stdin = " " + server.url() + "/ \nsomething else\n";
        cli.answer = Optional.of(Tokens.FIRST);

        Run run = cli.run("login");

        assertThat(run.exitCode()).isZero();
        assertThat(run.err()).startsWith("Server URL, for example https://tokens.example.org: ");
        assertThat(cli.file()).content().contains("\"" + server.url() + "\"");
    }

    @Test
    void login_withInvalidHostAtThePrompt_isAUsageError() {
        cli.isInTerminal = true;
        cli.isErrTerminal = true;
        cli.stdin = "ftp://user:hunter2@example.org\n";

        Run run = cli.run("login", "--token", Tokens.FIRST);

        assertThat(run.exitCode()).isEqualTo(2);
        assertThat(run.err()).contains("Invalid server URL in your answer.").doesNotContain("hunter2");
        cli.stdin = "\n";
        assertThat(cli.run("login", "--token", Tokens.FIRST).err()).contains("No server is configured.");
    }

    @Test
    void login_withRefusedToken_keepsTheOldFile() throws Exception {
        try (FakeServer refusing = FakeServer.problem(401, "No.")) {
            cli.loggedIn(refusing.url(), Tokens.FIRST);
            String before = Files.readString(cli.file());

            Run run = cli.run("login", "--token", Tokens.SECOND);

            assertThat(run.exitCode()).isEqualTo(1);
            assertThat(run.err())
                    .isEqualTo("anchorify: " + refusing.url() + " refused the token from --token (revoked, expired or"
                            + " unknown). Generate a new one on " + refusing.url()
                            + "/dashboard and run 'anchorify login'.\n");
            assertThat(cli.file()).hasContent(before);
        }
    }

    @Test
    void login_withMistypedToken_sendsNothing() {
        Run run = cli.run("login", "--host", server.url(), "--token", Tokens.MISTYPED);

        assertThat(run.exitCode()).isEqualTo(1);
        assertThat(run.err())
                .startsWith("anchorify: The token from --token is malformed (mistyped or truncated).")
                .doesNotContain(Tokens.MISTYPED);
        assertThat(server.requests()).isEmpty();
        assertThat(cli.file()).doesNotExist();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "tokens.example.org",
                "ftp://tokens.example.org",
                "https://ada:hunter2@tokens.example.org",
                "https://tokens.example.org/path",
                "https://tokens.example.org?x",
                "https://tokens.example.org#x",
                "https://tokens.example.org:0",
                "https://tokens.example.org:65536",
                "https://",
                "https://-x",
                "http://a b"
            })
    void login_withInvalidHost_namesTheOptionNotTheValue(String host) {
        Run run = cli.run("login", "--host", host, "--token", Tokens.FIRST);

        assertThat(run.exitCode()).isEqualTo(2);
        assertThat(run.err())
                .startsWith("anchorify: Invalid server URL in --host. Use http(s)://")
                .doesNotContain("hunter2");
    }

    @Test
    void login_withAdminToken_succeeds() {
        try (FakeServer admin = FakeServer.ok("{\"owner\":null,\"tokenId\":null,\"label\":null,\"admin\":true}")) {
            Run run = cli.run("login", "--host", admin.url(), "--token", Tokens.ADMIN);

            assertThat(run.exitCode()).isZero();
            assertThat(run.out())
                    .isEqualTo("You are logged in as the operator at " + admin.url() + ", with the admin token.\n");
        }
    }

    @Test
    void login_overCorruptFile_replacesItWithANote() throws Exception {
        cli.stored("{\"host\":");

        Run run = cli.run("login", "--host", server.url(), "--token", Tokens.FIRST);

        assertThat(run.exitCode()).isZero();
        assertThat(run.err()).contains("is not a valid credentials file and will be replaced");
        assertThat(cli.file()).content().contains(Tokens.FIRST);
    }

    @Test
    void login_withOverridingVariable_printsANote() {
        cli.environment.put("REPO_SHARE_TOKEN", Tokens.SECOND);

        Run run = cli.run("login", "--host", server.url(), "--token", Tokens.FIRST);

        assertThat(run.exitCode()).isZero();
        assertThat(run.err()).contains("REPO_SHARE_TOKEN is set and overrides the stored login");
        assertThat(server.requests().get(0).authorization()).isEqualTo("Bearer " + Tokens.FIRST);
    }

    @Test
    void command_overPlainHttp_warns() throws Exception {
        cli.loggedIn("http://tokens.example.invalid", Tokens.FIRST);

        Run run = cli.run("whoami");

        assertThat(run.exitCode()).isEqualTo(4);
        assertThat(run.err())
                .startsWith("Warning: the connection to http://tokens.example.invalid is not encrypted")
                .contains("Unknown host tokens.example.invalid");
    }

    @Test
    void logout_withStoredLogin_revokesAndRemovesTheToken() throws Exception {
        cli.loggedIn(server.url(), Tokens.FIRST);

        Run run = cli.run("logout");

        assertThat(run).isEqualTo(new Run(0, "Logged out. The token is revoked.\n", ""));
        assertThat(server.requests())
                .containsExactly(
                        new FakeServer.RecordedRequest("DELETE", "/api/tokens/current", "Bearer " + Tokens.FIRST, ""));
        assertThat(cli.file()).doesNotExist();
    }

    @Test
    void logout_withInvalidToken_removesIt() throws Exception {
        try (FakeServer refusing = FakeServer.problem(401, "No.")) {
            cli.loggedIn(refusing.url(), Tokens.FIRST);

            Run run = cli.run("logout");

            assertThat(run.exitCode()).isZero();
            assertThat(run.out()).startsWith("Logged out. The token was no longer valid");
            assertThat(cli.file()).doesNotExist();
        }
    }

    @Test
    void logout_withoutServer_keepsTheFileAndSuggestsLocal() throws Exception {
        cli.loggedIn("http://localhost:1", Tokens.FIRST);

        Run run = cli.run("logout");

        assertThat(run.exitCode()).isEqualTo(4);
        assertThat(run.err()).contains("You are still logged in. To remove the token");
        assertThat(cli.file()).exists();
        assertThat(cli.run("logout", "--local").out())
                .isEqualTo("Logged out. The token was removed from this machine but not revoked.\n");
        assertThat(cli.file()).doesNotExist();
    }

    @Test
    void logout_withVariableSet_endsTheStoredLogin() throws Exception {
        cli.loggedIn(server.url(), Tokens.FIRST);
        cli.environment.put("REPO_SHARE_TOKEN", Tokens.SECOND);
        cli.environment.put("REPO_SHARE_HOST", "http://localhost:1");

        Run run = cli.run("logout");

        assertThat(run.exitCode()).isZero();
        assertThat(server.requests().get(0).authorization()).isEqualTo("Bearer " + Tokens.FIRST);
        assertThat(run.err()).contains("REPO_SHARE_TOKEN is still set");
    }

    @Test
    void logout_withoutLogin_fails() {
        Run run = cli.run("logout");

        assertThat(run.exitCode()).isEqualTo(3);
        assertThat(run.err()).contains("Not logged in: ");
    }

    @Test
    void logout_duringAnotherLogin_keepsTheOther() throws Exception {
        try (FakeServer slow = new FakeServer((exchange, request) -> {
            cli.loggedIn(server.url(), Tokens.SECOND);
            FakeServer.send(exchange, 204, "text/plain", "");
        })) {
            cli.loggedIn(slow.url(), Tokens.FIRST);

            Run run = cli.run("logout");

            assertThat(run.exitCode()).isZero();
            assertThat(run.err()).contains("another login replaced this one in the meantime");
            assertThat(cli.file()).content().contains(Tokens.SECOND);
        }
    }

    @Test
    void commands_onSymbolicLink_areRefused() throws Exception {
        cli.loggedIn(server.url(), Tokens.FIRST);
        Path target = Files.move(cli.file(), home.resolve("target"));
        Files.createSymbolicLink(cli.file(), target);
        String[][] commands = {{"login", "--host", server.url(), "--token", Tokens.SECOND}, {"whoami"}, {"logout"}};
        for (String[] command : commands) {
            assertThat(cli.run(command))
                    .isEqualTo(new Run(
                            3,
                            "",
                            "anchorify: " + cli.file()
                                    + " is a symbolic link and is not followed, because another user may"
                                    + " have created it. Check its target, then run 'rm " + cli.file() + "'.\n"));
        }
        assertThat(target).content().contains(Tokens.FIRST);
    }

    @Test
    void file_readableByOthers_isRefusedUntilItsModeIsFixed() throws Exception {
        cli.loggedIn(server.url(), Tokens.FIRST);
        Files.setPosixFilePermissions(cli.file(), PosixFilePermissions.fromString("rw-r--r--"));

        Run run = cli.run("whoami");

        assertThat(run.exitCode()).isEqualTo(3);
        assertThat(run.err()).contains("is accessible to other users. Run 'chmod 600 " + cli.file() + "'.");
        Files.setPosixFilePermissions(cli.file(), PosixFilePermissions.fromString("rw-------"));
        assertThat(cli.run("whoami").exitCode()).isZero();
    }
}
