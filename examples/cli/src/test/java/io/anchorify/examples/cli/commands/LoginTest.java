package io.anchorify.examples.cli.commands;

import static org.assertj.core.api.Assertions.assertThat;

import io.anchorify.examples.cli.FakeServer;
import io.anchorify.examples.cli.Tokens;
import io.anchorify.examples.cli.commands.TestCli.Run;
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

/** Logging in and out, as far as one process can show it. */
class LoginTest {

    @TempDir
    private Path home;

    private TestCli cli;
    private FakeServer server;

    @BeforeEach
    void open() {
        cli = new TestCli(home);
        server = new FakeServer((exchange, asked) -> {
            if (asked.method().equals("DELETE")) {
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
    void login_withTheDashboardsCommand_checksTheTokenAndKeepsBoth() throws Exception {
        Run run = cli.run("login", "--host", server.url(), "--token", Tokens.FIRST);

        assertThat(run)
                .isEqualTo(new Run(
                        0,
                        "You are logged in as ada at " + server.url()
                                + ", with the token 'laptop' (Zk3Aa0Bb1Cc2Dd3Ee4Ff5G).\n",
                        ""));
        assertThat(server.asked())
                .containsExactly(new FakeServer.Asked("GET", "/api/me", "Bearer " + Tokens.FIRST, ""));
        assertThat(cli.file()).hasContent("{\"host\":\"" + server.url() + "\",\"token\":\"" + Tokens.FIRST + "\"}\n");
        assertThat(Files.getPosixFilePermissions(cli.file())).isEqualTo(PosixFilePermissions.fromString("rw-------"));
        assertThat(Files.getPosixFilePermissions(cli.file().getParent()))
                .isEqualTo(PosixFilePermissions.fromString("rwx------"));
    }

    @Test
    void login_withTheTokenOnStdin_takesItsFirstLine() {
        cli.stdin = "  " + Tokens.FIRST + "\r\nsomething else\n";

        assertThat(cli.run("login", "--host", server.url(), "--token-stdin").exitCode())
                .isZero();
        assertThat(cli.file()).content().contains(Tokens.FIRST);
    }

    @Test
    void login_withNeither_asksAtTheTerminal() {
        cli.answer = Optional.of(Tokens.FIRST);

        assertThat(cli.run("login", "--host", server.url()).exitCode()).isZero();
        assertThat(cli.file()).content().contains(Tokens.FIRST);
    }

    @Test
    void login_withoutAnyToken_saysHowToGiveOne() {
        Run run = cli.run("login", "--host", server.url());

        assertThat(run.exitCode()).isEqualTo(2);
        assertThat(run.err())
                .isEqualTo("anchorify: No token was given: answer at the terminal, hand it over with"
                        + " --token-stdin, or name it with --token.\n");
        cli.stdin = "\n";
        assertThat(cli.run("login", "--host", server.url(), "--token-stdin").exitCode())
                .isEqualTo(2);
    }

    @Test
    void login_withBothWays_isAUsageError() {
        Run run = cli.run("login", "--host", server.url(), "--token", Tokens.FIRST, "--token-stdin");

        assertThat(run.exitCode()).isEqualTo(2);
        assertThat(run.err()).contains("mutually exclusive").doesNotContain(Tokens.FIRST);
        assertThat(server.asked()).isEmpty();
    }

    @Test
    void help_ofLogin_namesTheSaferWays() {
        String help = cli.run("login", "--help").out().replaceAll("\\s+", " ");

        assertThat(help)
                .contains("--token-stdin Read the token from the first line of stdin.")
                .contains("Other users of this machine can see it while the command runs")
                .contains("safer are --token-stdin, or to leave both out and be asked.");
    }

    @Test
    void login_withANewTokenAlone_keepsTheHostAndUnknownFields() throws Exception {
        cli.stored("{\"theme\":\"dark\",\"host\":\"" + server.url() + "\",\"token\":\"" + Tokens.FIRST
                + "\",\"nested\":{\"n\":[1.50,-2e99,null,true,\"\\u00fc\"]}}");

        assertThat(cli.run("login", "--token", Tokens.SECOND).exitCode()).isZero();
        assertThat(cli.file())
                .hasContent("{\"theme\":\"dark\",\"host\":\"" + server.url() + "\",\"token\":\"" + Tokens.SECOND
                        + "\",\"nested\":{\"n\":[1.50,-2e99,null,true,\"\u00fc\"]}}\n");
    }

    @Test
    void login_withoutAnyHost_asksForIt() {
        Run run = cli.run("login", "--token", Tokens.FIRST);

        assertThat(run.exitCode()).isEqualTo(2);
        assertThat(run.err()).contains("No server is known yet: name it with --host");
    }

    @Test
    void login_withARefusedToken_leavesTheOldFile() throws Exception {
        try (FakeServer refusing = FakeServer.problem(401, "No.")) {
            cli.loggedIn(refusing.url(), Tokens.FIRST);
            String before = Files.readString(cli.file());

            Run run = cli.run("login", "--token", Tokens.SECOND);

            assertThat(run.exitCode()).isEqualTo(1);
            assertThat(run.err())
                    .isEqualTo("anchorify: " + refusing.url() + " refuses the token in the option --token: it was"
                            + " revoked, has expired, or is of another server. Generate a new one on "
                            + refusing.url() + "/dashboard and run 'anchorify login'.\n");
            assertThat(cli.file()).hasContent(before);
        }
    }

    @Test
    void login_withAMistypedToken_isToldByItsChecksumWithoutAsking() {
        Run run = cli.run("login", "--host", server.url(), "--token", Tokens.MISTYPED);

        assertThat(run.exitCode()).isEqualTo(1);
        assertThat(run.err())
                .startsWith("anchorify: The token in the option --token is mistyped or cut short")
                .doesNotContain(Tokens.MISTYPED);
        assertThat(server.asked()).isEmpty();
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
    void login_withAHostThatIsNone_namesTheOptionAndNotTheValue(String host) {
        Run run = cli.run("login", "--host", host, "--token", Tokens.FIRST);

        assertThat(run.exitCode()).isEqualTo(2);
        assertThat(run.err())
                .startsWith("anchorify: The address in the option --host cannot be used: give http://")
                .doesNotContain("hunter2");
    }

    @Test
    void login_withTheAdminToken_works() {
        try (FakeServer admin = FakeServer.ok("{\"owner\":null,\"tokenId\":null,\"label\":null,\"admin\":true}")) {
            Run run = cli.run("login", "--host", admin.url(), "--token", Tokens.ADMIN);

            assertThat(run.exitCode()).isZero();
            assertThat(run.out())
                    .isEqualTo("You are logged in as the operator at " + admin.url() + ", with the admin token.\n");
        }
    }

    @Test
    void login_overACorruptFile_saysSoAndReplacesIt() throws Exception {
        cli.stored("{\"host\":");

        Run run = cli.run("login", "--host", server.url(), "--token", Tokens.FIRST);

        assertThat(run.exitCode()).isZero();
        assertThat(run.err()).contains("is not what a login writes, and will be replaced");
        assertThat(cli.file()).content().contains(Tokens.FIRST);
    }

    @Test
    void login_withAVariableThatOverridesIt_saysSo() {
        cli.environment.put("REPO_SHARE_TOKEN", Tokens.SECOND);

        Run run = cli.run("login", "--host", server.url(), "--token", Tokens.FIRST);

        assertThat(run.exitCode()).isZero();
        assertThat(run.err()).contains("REPO_SHARE_TOKEN is set and overrides this login");
        assertThat(server.asked().get(0).authorization()).isEqualTo("Bearer " + Tokens.FIRST);
    }

    @Test
    void login_overPlainHttpToAnotherMachine_warns() throws Exception {
        cli.loggedIn("http://tokens.example.invalid", Tokens.FIRST);

        Run run = cli.run("whoami");

        assertThat(run.exitCode()).isEqualTo(4);
        assertThat(run.err())
                .startsWith("Warning: http://tokens.example.invalid is not encrypted")
                .contains("There is no host of the name tokens.example.invalid");
    }

    @Test
    void logout_revokesAndRemoves() throws Exception {
        cli.loggedIn(server.url(), Tokens.FIRST);

        Run run = cli.run("logout");

        assertThat(run).isEqualTo(new Run(0, "You are logged out, and the token is revoked.\n", ""));
        assertThat(server.asked())
                .containsExactly(new FakeServer.Asked("DELETE", "/api/tokens/current", "Bearer " + Tokens.FIRST, ""));
        assertThat(cli.file()).doesNotExist();
    }

    @Test
    void logout_ofADeadToken_removesItAndSaysSo() throws Exception {
        try (FakeServer refusing = FakeServer.problem(401, "No.")) {
            cli.loggedIn(refusing.url(), Tokens.FIRST);

            Run run = cli.run("logout");

            assertThat(run.exitCode()).isZero();
            assertThat(run.out()).startsWith("The server did not accept the token any more");
            assertThat(cli.file()).doesNotExist();
        }
    }

    @Test
    void logout_withoutTheServer_keepsTheFileAndOffersTheLocalWay() throws Exception {
        cli.loggedIn("http://localhost:1", Tokens.FIRST);

        Run run = cli.run("logout");

        assertThat(run.exitCode()).isEqualTo(4);
        assertThat(run.err()).contains("You are still logged in; 'anchorify logout --local' removes the token");
        assertThat(cli.file()).exists();
        assertThat(cli.run("logout", "--local").out())
                .isEqualTo("The token is removed from this machine, and was not revoked.\n");
        assertThat(cli.file()).doesNotExist();
    }

    @Test
    void logout_withAVariableSet_endsTheStoredLogin() throws Exception {
        cli.loggedIn(server.url(), Tokens.FIRST);
        cli.environment.put("REPO_SHARE_TOKEN", Tokens.SECOND);
        cli.environment.put("REPO_SHARE_HOST", "http://localhost:1");

        Run run = cli.run("logout");

        assertThat(run.exitCode()).isZero();
        assertThat(server.asked().get(0).authorization()).isEqualTo("Bearer " + Tokens.FIRST);
        assertThat(run.err()).contains("REPO_SHARE_TOKEN is still set");
    }

    @Test
    void logout_withoutALogin_saysSo() {
        Run run = cli.run("logout");

        assertThat(run.exitCode()).isEqualTo(3);
        assertThat(run.err()).contains("There is no stored login to end");
    }

    @Test
    void logout_whileAnotherLoginTakesPlace_leavesTheOther() throws Exception {
        try (FakeServer slow = new FakeServer((exchange, asked) -> {
            cli.loggedIn(server.url(), Tokens.SECOND);
            FakeServer.send(exchange, 204, "text/plain", "");
        })) {
            cli.loggedIn(slow.url(), Tokens.FIRST);

            Run run = cli.run("logout");

            assertThat(run.exitCode()).isZero();
            assertThat(run.err()).contains("another login has taken the place of this one");
            assertThat(cli.file()).content().contains(Tokens.SECOND);
        }
    }
}
