package io.anchorify.examples.cli.commands;

import static org.assertj.core.api.Assertions.assertThat;

import io.anchorify.examples.cli.FakeServer;
import io.anchorify.examples.cli.Run;
import io.anchorify.examples.cli.Tokens;
import org.junit.jupiter.api.Test;

/** {@code auth status}. */
class AuthStatusTest extends CommandTest {

    @Test
    void status_ofStoredLogin_namesFileTokenAndExpiry() throws Exception {
        cli.environment.clear();
        try (FakeServer server =
                FakeServer.ok(FakeServer.ME.replace("}", ",\"expiresAt\":\"2026-11-27T13:00:00Z\"}"))) {
            cli.loggedIn(server.url(), Tokens.FIRST);

            assertOutput(cli.run("auth", "status"), """
                    Server:  $url (from $file)
                    Token:   'laptop' (Zk3Aa0Bb) (from $file)
                    Owner:   ada
                    Expires: in 3 days (2026-11-27T13:00:00Z)
                    Status:  accepted""".replace("$url", server.url())
                    .replace("$file", cli.file().toString()));
        }
    }

    @Test
    void status_ofVariables_namesThem() {
        try (FakeServer server = FakeServer.ok(FakeServer.ME)) {
            assertOutput(
                    at(server, "auth", "status", "--json"),
                    "{\"host\":\"" + server.url() + "\",\"hostSource\":\"REPO_SHARE_HOST\",\"tokenSource\":"
                            + "\"REPO_SHARE_TOKEN\",\"status\":\"accepted\",\"owner\":\"ada\",\"tokenId\":"
                            + "\"Zk3Aa0Bb1Cc2Dd3Ee4Ff5G\",\"label\":\"laptop\",\"admin\":false,\"expiresAt\":null}");
            assertThat(at(server, "auth", "status").out()).contains("Expires: never\n");
        }
        cli.environment.put("REPO_SHARE_TOKEN", Tokens.ADMIN);
        try (FakeServer server = FakeServer.ok("{\"owner\":null,\"tokenId\":null,\"label\":null,\"admin\":true}")) {
            assertOutput(at(server, "auth", "status"), """
                    Server:  $url (from REPO_SHARE_HOST)
                    Token:   the admin token (from REPO_SHARE_TOKEN)
                    Status:  accepted""".replace("$url", server.url()));
        }
    }

    @Test
    void status_ofRefusedToken_saysSoAndFails() {
        try (FakeServer server = FakeServer.problem(401, "No.")) {
            Run run = at(server, "auth", "status");

            assertThat(run.exitCode()).isEqualTo(1);
            assertThat(run.out()).contains("Token:   unknown (from REPO_SHARE_TOKEN)\nStatus:  refused\n");
            assertThat(run.err()).contains("refused the token from REPO_SHARE_TOKEN");
        }
    }

    @Test
    void status_ofUnreachableServer_saysSoAndFails() {
        cli.environment.put("REPO_SHARE_HOST", "http://localhost:1");

        Run run = cli.run("auth", "status", "--json");

        assertThat(run.exitCode()).isEqualTo(4);
        assertThat(run.out())
                .contains("\"status\":\"unreachable\",\"owner\":null")
                .hasLineCount(1);
        assertThat(run.err()).contains("Cannot connect to http://localhost:1.");
    }

    @Test
    void status_withoutLogin_fails() {
        cli.environment.clear();

        Run run = cli.run("auth", "status");

        assertThat(run.exitCode()).isEqualTo(3);
        assertThat(run.out()).isEmpty();
        assertThat(run.err()).contains("Not logged in.");
    }
}
