package io.anchorify.examples.cli.commands;

import static org.assertj.core.api.Assertions.assertThat;

import io.anchorify.examples.cli.FakeServer;
import io.anchorify.examples.cli.Run;
import io.anchorify.examples.cli.TestCli;
import io.anchorify.examples.cli.Tokens;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The source of host and token for every combination of the file and of set, empty and unset variables. */
class PrecedenceTest {

    @TempDir
    private Path home;

    /** The state of a variable. */
    enum Variable {
        SET,
        EMPTY,
        UNSET
    }

    /** A combination of sources. */
    record Combination(Variable host, Variable token, boolean hasFile) {}

    static Stream<Combination> combinations() {
        List<Combination> all = new ArrayList<>();
        for (Variable host : Variable.values()) {
            for (Variable token : Variable.values()) {
                all.add(new Combination(host, token, true));
                all.add(new Combination(host, token, false));
            }
        }
        return all.stream();
    }

    @ParameterizedTest
    @MethodSource("combinations")
    void hostAndToken_inEveryCombination_preferTheVariable(Combination combination) throws Exception {
        try (FakeServer ofFile = FakeServer.ok(FakeServer.ME);
                FakeServer ofVariable = FakeServer.ok(FakeServer.ME)) {
            TestCli cli = new TestCli(home);
            give(cli, "REPO_SHARE_HOST", combination.host, ofVariable.url());
            give(cli, "REPO_SHARE_TOKEN", combination.token, Tokens.SECOND);
            if (combination.hasFile) {
                cli.loggedIn(ofFile.url(), Tokens.FIRST);
            }

            Run run = cli.run("whoami");

            boolean hasHost = combination.hasFile || combination.host == Variable.SET;
            boolean hasToken = combination.hasFile || combination.token == Variable.SET;
            if (hasHost && hasToken) {
                assertThat(run.exitCode()).as(run.err()).isZero();
                FakeServer asked = combination.host == Variable.SET ? ofVariable : ofFile;
                FakeServer notAsked = asked == ofFile ? ofVariable : ofFile;
                String token = combination.token == Variable.SET ? Tokens.SECOND : Tokens.FIRST;
                assertThat(asked.requests())
                        .extracting(FakeServer.RecordedRequest::authorization)
                        .containsExactly("Bearer " + token);
                assertThat(notAsked.requests()).isEmpty();
            } else {
                assertThat(run.exitCode()).isEqualTo(3);
                assertThat(run.err()).contains(hasToken ? "No server is configured" : "Not logged in");
                assertThat(ofFile.requests()).isEmpty();
                assertThat(ofVariable.requests()).isEmpty();
            }
        }
    }

    /** Java reports the home directory as a question mark if the user database does not know it. */
    @Test
    void homeDirectory_unknown_asksForIt_andWritesNothing() throws Exception {
        try (FakeServer server = FakeServer.ok(FakeServer.ME)) {
            TestCli cli = new TestCli(home);
            cli.userHome = "?";
            for (String variable : new String[] {"", "relative"}) {
                cli.environment.put("HOME", variable);
                Run run = cli.run("login", "--host", server.url(), "--token", Tokens.FIRST);

                assertThat(run)
                        .isEqualTo(new Run(
                                3,
                                "",
                                "anchorify: Your home directory is unknown. Set HOME to its absolute path, or JF_CONFIG_DIR to"
                                        + " the directory for auth.json.\n"));
            }
            assertThat(Path.of("?")).doesNotExist();
            assertThat(Path.of("relative")).doesNotExist();
            assertThat(server.requests()).isEmpty();

            assertThat(cli.run("--version").exitCode()).isZero();
            cli.environment.put("REPO_SHARE_HOST", server.url());
            cli.environment.put("REPO_SHARE_TOKEN", Tokens.FIRST);
            assertThat(cli.run("whoami").exitCode()).isZero();

            cli.environment.put("HOME", home.toString());
            assertThat(cli.run("login", "--token", Tokens.FIRST).exitCode()).isZero();
            assertThat(cli.file()).exists();
        }
    }

    @Test
    void file_withWhiteSpaceAroundItsValues_isUsed() throws Exception {
        try (FakeServer server = new FakeServer((exchange, request) -> {
            boolean isRevocation = request.method().equals("DELETE");
            FakeServer.send(exchange, isRevocation ? 204 : 200, "application/json", isRevocation ? "" : FakeServer.ME);
        })) {
            TestCli cli = new TestCli(home).loggedIn(" " + server.url() + "\\n", Tokens.FIRST + "\\r\\n");

            assertThat(cli.run("whoami").exitCode()).isZero();
            assertThat(cli.run("logout").exitCode()).isZero();
            assertThat(server.requests())
                    .extracting(FakeServer.RecordedRequest::authorization)
                    .containsOnly("Bearer " + Tokens.FIRST);
            assertThat(cli.file()).doesNotExist();
        }
    }

    @Test
    void file_invalid_isIgnoredIfBothVariablesAreSet() throws Exception {
        try (FakeServer server = FakeServer.ok(FakeServer.ME)) {
            TestCli cli = new TestCli(home).stored("not json");
            cli.environment.put("REPO_SHARE_HOST", server.url());
            assertThat(cli.run("whoami").exitCode()).isEqualTo(3);

            cli.environment.put("REPO_SHARE_TOKEN", Tokens.FIRST);
            assertThat(cli.run("whoami").exitCode()).isZero();
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"{\"host\":\"http://localhost:1\"}", "{\"token\":7,\"host\":\"http://localhost:1\"}", "{}"})
    void file_withoutToken_isNotALogin(String content) throws Exception {
        Run run = new TestCli(home).stored(content).run("whoami");

        assertThat(run.exitCode()).isEqualTo(3);
        assertThat(run.err()).contains("Not logged in");
    }

    @Test
    void login_withoutHost_usesTheVariable() throws Exception {
        try (FakeServer ofVariable = FakeServer.ok(FakeServer.ME)) {
            TestCli cli = new TestCli(home).loggedIn("http://localhost:1", Tokens.FIRST);
            cli.environment.put("REPO_SHARE_HOST", ofVariable.url());

            Run run = cli.run("login", "--token", Tokens.SECOND);

            assertThat(run.exitCode()).isZero();
            assertThat(cli.file()).content().contains(ofVariable.url()).contains(Tokens.SECOND);
        }
    }

    @Test
    void directory_fromVariableOrHome_isUsed() throws Exception {
        try (FakeServer server = FakeServer.ok(FakeServer.ME)) {
            TestCli cli = new TestCli(home);
            cli.environment.put("JF_CONFIG_DIR", home.resolve("deep/er").toString());
            assertThat(cli.run("login", "--host", server.url(), "--token", Tokens.FIRST)
                            .exitCode())
                    .isZero();
            assertThat(home.resolve("deep/er/auth.json")).exists();
            assertThat(cli.file()).doesNotExist();

            cli.environment.put("JF_CONFIG_DIR", "");
            assertThat(cli.run("whoami").exitCode()).isEqualTo(3);
            assertThat(cli.run("login", "--host", server.url(), "--token", Tokens.FIRST)
                            .exitCode())
                    .isZero();
            assertThat(cli.file()).exists();
        }
    }

    @Test
    void xdgConfigHome_withoutEarlierLogin_holdsTheLogin() throws Exception {
        try (FakeServer server = FakeServer.ok(FakeServer.ME)) {
            TestCli cli = new TestCli(home);
            Path xdg = home.resolve("xdg");
            cli.environment.put("XDG_CONFIG_HOME", "relative");
            assertLoginWrites(cli, server, cli.file());
            Files.delete(cli.file());

            cli.environment.put("XDG_CONFIG_HOME", xdg.toString());
            assertLoginWrites(cli, server, xdg.resolve("anchorify/auth.json"));
            cli.environment.put("JF_CONFIG_DIR", home.resolve("own").toString());
            assertLoginWrites(cli, server, home.resolve("own/auth.json"));
            assertThat(Path.of("relative")).doesNotExist();

            cli.environment.remove("JF_CONFIG_DIR");
            cli.userHome = "?";
            assertThat(cli.run("whoami").exitCode()).isZero();
        }
    }

    @Test
    void xdgConfigHome_withEarlierLogin_keepsIt() throws Exception {
        try (FakeServer server = FakeServer.ok(FakeServer.ME)) {
            TestCli cli = new TestCli(home).loggedIn(server.url(), Tokens.FIRST);
            Path xdg = home.resolve("xdg");
            cli.environment.put("XDG_CONFIG_HOME", xdg.toString());
            assertThat(cli.run("whoami").exitCode()).isZero();
            assertLoginWrites(cli, server, cli.file());

            Files.createDirectory(xdg);
            Files.move(cli.file().getParent(), xdg.resolve("anchorify"));
            assertThat(cli.run("whoami").exitCode()).isZero();
            cli.stored("{}");
            assertThat(cli.run("logout", "--local").exitCode()).isZero();
            assertThat(xdg.resolve("anchorify/auth.json")).doesNotExist();
            assertThat(cli.file()).exists();
        }
    }

    @Test
    void storedToken_sentToAnotherHost_isNoted() throws Exception {
        try (FakeServer server = FakeServer.ok(FakeServer.ME)) {
            TestCli cli = new TestCli(home).loggedIn("http://localhost:1", Tokens.FIRST);
            cli.environment.put("REPO_SHARE_HOST", server.url());
            assertThat(cli.run("whoami").err())
                    .isEqualTo("Note: the token stored for http://localhost:1 is sent to " + server.url()
                            + ", because REPO_SHARE_HOST is set.\n");

            assertThat(cli.run("login", "--token", Tokens.SECOND).err()).doesNotContain("is sent to");
            assertThat(cli.run("whoami").err()).isEmpty();
            cli.environment.put("REPO_SHARE_TOKEN", Tokens.FIRST);
            cli.loggedIn("http://localhost:1", Tokens.FIRST);
            assertThat(cli.run("whoami").err()).isEmpty();
        }
    }

    @Test
    void variable_invalid_isNamed() throws Exception {
        TestCli cli = new TestCli(home).loggedIn("http://localhost:1", Tokens.FIRST);
        cli.environment.put("REPO_SHARE_TOKEN", Tokens.MISTYPED);
        assertThat(cli.run("whoami").err()).contains("The token from REPO_SHARE_TOKEN is malformed");

        cli.environment.put("REPO_SHARE_TOKEN", "");
        cli.environment.put("REPO_SHARE_HOST", "tokens");
        Run run = cli.run("whoami");
        assertThat(run.exitCode()).isEqualTo(2);
        assertThat(run.err()).contains("Invalid server URL in REPO_SHARE_HOST");
    }

    private static void assertLoginWrites(TestCli cli, FakeServer server, Path file) {
        assertThat(cli.run("login", "--host", server.url(), "--token", Tokens.SECOND)
                        .exitCode())
                .isZero();
        assertThat(file).content().contains(Tokens.SECOND);
    }

    private static void give(TestCli cli, String variable, Variable given, String value) {
        if (given != Variable.UNSET) {
            cli.environment.put(variable, given == Variable.SET ? value : "");
        }
    }
}
