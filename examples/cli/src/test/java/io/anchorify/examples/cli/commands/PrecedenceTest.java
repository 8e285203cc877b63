package io.anchorify.examples.cli.commands;

import static org.assertj.core.api.Assertions.assertThat;

import io.anchorify.examples.cli.FakeServer;
import io.anchorify.examples.cli.Tokens;
import io.anchorify.examples.cli.commands.TestCli.Run;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Where the host and the token come from, in every combination of a file and of variables set, empty and unset. */
class PrecedenceTest {

    @TempDir
    private Path home;

    /** How a variable is given. */
    enum Given {
        SET,
        EMPTY,
        UNSET
    }

    /** One combination. */
    record Combination(Given host, Given token, boolean hasFile) {}

    static Stream<Combination> combinations() {
        List<Combination> all = new ArrayList<>();
        for (Given host : Given.values()) {
            for (Given token : Given.values()) {
                all.add(new Combination(host, token, true));
                all.add(new Combination(host, token, false));
            }
        }
        return all.stream();
    }

    @ParameterizedTest
    @MethodSource("combinations")
    void hostAndToken_areEachOutOfTheVariableOrElseTheFile(Combination combination) throws Exception {
        try (FakeServer ofFile = FakeServer.ok(FakeServer.ME);
                FakeServer ofVariable = FakeServer.ok(FakeServer.ME)) {
            TestCli cli = new TestCli(home);
            give(cli, "REPO_SHARE_HOST", combination.host, ofVariable.url());
            give(cli, "REPO_SHARE_TOKEN", combination.token, Tokens.SECOND);
            if (combination.hasFile) {
                cli.loggedIn(ofFile.url(), Tokens.FIRST);
            }

            Run run = cli.run("whoami");

            boolean hasHost = combination.hasFile || combination.host == Given.SET;
            boolean hasToken = combination.hasFile || combination.token == Given.SET;
            if (hasHost && hasToken) {
                assertThat(run.exitCode()).as(run.err()).isZero();
                FakeServer asked = combination.host == Given.SET ? ofVariable : ofFile;
                FakeServer notAsked = asked == ofFile ? ofVariable : ofFile;
                String token = combination.token == Given.SET ? Tokens.SECOND : Tokens.FIRST;
                assertThat(asked.asked())
                        .extracting(FakeServer.Asked::authorization)
                        .containsExactly("Bearer " + token);
                assertThat(notAsked.asked()).isEmpty();
            } else {
                assertThat(run.exitCode()).isEqualTo(3);
                assertThat(run.err()).contains(hasToken ? "No server is known" : "You are not logged in");
                assertThat(ofFile.asked()).isEmpty();
                assertThat(ofVariable.asked()).isEmpty();
            }
        }
    }

    @Test
    void file_thatIsBroken_doesNotMatterWhenBothVariablesAreSet() throws Exception {
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
    void file_withoutAToken_isNoLogin(String content) throws Exception {
        Run run = new TestCli(home).stored(content).run("whoami");

        assertThat(run.exitCode()).isEqualTo(3);
        assertThat(run.err()).contains("You are not logged in");
    }

    @Test
    void host_ofTheVariable_isTheOneALoginWithoutHostUses() throws Exception {
        try (FakeServer ofVariable = FakeServer.ok(FakeServer.ME)) {
            TestCli cli = new TestCli(home).loggedIn("http://localhost:1", Tokens.FIRST);
            cli.environment.put("REPO_SHARE_HOST", ofVariable.url());

            Run run = cli.run("login", "--token", Tokens.SECOND);

            assertThat(run.exitCode()).isZero();
            assertThat(cli.file()).content().contains(ofVariable.url()).contains(Tokens.SECOND);
        }
    }

    @Test
    void directory_isTheVariablesOrElseInTheHome() throws Exception {
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
    void variable_thatCannotBeUsed_isNamed() throws Exception {
        TestCli cli = new TestCli(home).loggedIn("http://localhost:1", Tokens.FIRST);
        cli.environment.put("REPO_SHARE_TOKEN", Tokens.MISTYPED);
        assertThat(cli.run("whoami").err()).contains("The token in REPO_SHARE_TOKEN is mistyped");

        cli.environment.put("REPO_SHARE_TOKEN", "");
        cli.environment.put("REPO_SHARE_HOST", "tokens");
        Run run = cli.run("whoami");
        assertThat(run.exitCode()).isEqualTo(2);
        assertThat(run.err()).contains("The address in REPO_SHARE_HOST cannot be used");
    }

    private static void give(TestCli cli, String variable, Given given, String value) {
        if (given != Given.UNSET) {
            cli.environment.put(variable, given == Given.SET ? value : "");
        }
    }
}
