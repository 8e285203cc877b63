package io.anchorify.examples.cli.commands;

import static org.assertj.core.api.Assertions.assertThat;

import io.anchorify.examples.cli.FakeServer;
import io.anchorify.examples.cli.Run;
import io.anchorify.examples.cli.Tokens;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** {@code admin tokens}, {@code admin erase} and {@code admin purge}. */
class AdminTokensTest extends CommandTest {

    private static final String ID = "Zk3Aa0Bb1Cc2Dd3Ee4Ff5G";

    private static final String TOKEN = "{\"owner\":\"ada\",\"id\":\"" + ID + "\",\"label\":\"laptop\","
            + "\"scopes\":[\"read\"],\"createdAt\":\"2026-11-22T12:00:00Z\",\"lastUsedAt\":null,\"state\":\"active\"}";

    private FakeServer server;

    @BeforeEach
    void open() {
        cli.environment.put("REPO_SHARE_TOKEN", Tokens.ADMIN);
        cli.environment.put("NO_COLOR", "1");
        server = new FakeServer((exchange, request) -> {
            String path = request.path().replaceAll("\\?.*", "");
            FakeServer.send(
                    exchange,
                    200,
                    "application/json",
                    switch (path) {
                        case "/api/admin/tokens/count" -> "{\"count\":12}";
                        case "/api/admin/tokens/revoke" -> "{\"revoked\":1}";
                        case "/api/admin/tokens/identify" -> TOKEN;
                        case "/api/admin/erase" -> "{\"tokens\":12,\"documents\":3}";
                        case "/api/admin/purge" -> "{\"purged\":1}";
                        default -> "{\"tokens\":[" + TOKEN + "]}";
                    });
        });
    }

    @AfterEach
    void close() {
        server.close();
    }

    @Test
    void list_inAPipe_isComplete() {
        assertOutput(run("admin", "tokens", "list"), """
                ID                      OWNER  LABEL   CREATED               LAST USED  EXPIRES  REVOKED
                Zk3Aa0Bb1Cc2Dd3Ee4Ff5G  ada    laptop  2026-11-22T12:00:00Z  never      never    -""");
        assertThat(run("admin", "tokens", "list", "--json").out())
                .startsWith("{\"tokens\":[{\"owner\":\"ada\",\"id\":\"" + ID + "\",\"label\":\"laptop\",\"createdAt\":")
                .endsWith(",\"lastRefusedFrom\":null,\"scopes\":[\"read\"]}]}\n");
    }

    @Test
    void list_onATerminal_isShort() {
        cli.isOutTerminal = true;

        assertOutput(run("admin", "tokens", "list"), """
                ID        OWNER  LABEL   CREATED     LAST USED  STATE
                Zk3Aa0Bb  ada    laptop  2 days ago  never      active""");
        assertThat(paths()).containsExactly("/api/admin/tokens");
    }

    @Test
    void list_withFilters_sendsThem() {
        run(
                "admin",
                "tokens",
                "list",
                "--owner",
                "a&b",
                "--label-contains",
                "c d",
                "--scope",
                "read",
                "--state",
                "all");
        run("admin", "tokens", "list", "--unused-since", "90d", "--never-expiring", "--limit", "5");
        run("admin", "tokens", "list", "--expiring-before", "7d");

        assertThat(paths())
                .containsExactly(
                        "/api/admin/tokens?owner=a%26b&labelContains=c+d&scope=read&state=all",
                        "/api/admin/tokens?unusedSince=2026-08-26T12%3A00%3A00Z&neverExpiring=true&limit=5",
                        "/api/admin/tokens?expiringBefore=2026-12-01T12%3A00%3A00Z");
    }

    @ParameterizedTest
    @CsvSource({
        "2026-01-31,2026-01-31T00:00:00Z",
        "2026-01-31T09:30:00+01:00,2026-01-31T08:30:00Z",
        "2w,2026-11-10T12:00:00Z",
        "36h,2026-11-23T00:00:00Z",
        "30m,2026-11-24T11:30:00Z",
        "P1DT1H,2026-11-23T11:00:00Z"
    })
    void purge_beforeATime_sendsIt(String argument, String time) {
        assertOutput(
                run("admin", "purge", "--before", argument, "--yes"),
                "Deleted 1 token that ended before " + time + ".");
        assertThat(server.requests().get(0).body()).isEqualTo("{\"before\":\"" + time + "\"}\n");
    }

    @ParameterizedTest
    @ValueSource(strings = {"yesterday", "2026-02-30", "90", "90y", "P1M", "", "999999w999999w", "P99999999999999D"})
    void purge_beforeAnythingElse_isAUsageError(String argument) {
        Run run = run("admin", "purge", "--yes", "--before=" + argument);

        assertThat(run.exitCode()).isEqualTo(2);
        assertThat(run.err()).contains("--before");
        assertThat(server.requests()).isEmpty();
    }

    @Test
    void purge_andErase_withoutTerminal_requireTheOption() {
        for (String[] line : new String[][] {
            {"admin", "purge", "--before", "90d"},
            {"admin", "erase", "ada"},
            {"admin", "tokens", "revoke", "--owner", "ada", "--reason", "left"},
        }) {
            assertFailure(
                    run(line),
                    2,
                    "Nothing was changed, because there is no terminal to ask for confirmation. Add --yes.");
        }
        assertThat(server.requests()).isEmpty();
    }

    @Test
    void erase_onATerminal_showsTheNumberAndAsks() {
        onTerminal("y\n");

        assertThat(run("admin", "erase", "ada"))
                .isEqualTo(new Run(
                        0,
                        "Erased ada: 12 tokens, 3 documents.\n",
                        "Delete all documents and tokens (12) of ada? This cannot be undone. [y/N] "));
        assertThat(server.requests().get(1))
                .isEqualTo(new FakeServer.RecordedRequest(
                        "POST", "/api/admin/erase", "Bearer " + Tokens.ADMIN, "{\"owner\":\"ada\"}\n"));
        assertOutput(run("admin", "erase", "ada", "--yes", "--json"), "{\"tokens\":12,\"documents\":3}");
    }

    @Test
    void revoke_byFilterOnATerminal_showsTheCountFirst() {
        onTerminal("n\n");
        Run refused = run("admin", "tokens", "revoke", "--owner", "ada", "--reason", "left");
        assertThat(refused.exitCode()).isEqualTo(1);
        assertThat(refused.err()).isEqualTo("Revoke 12 tokens? [y/N] anchorify: Not confirmed. Nothing was changed.\n");
        assertThat(paths()).containsExactly("/api/admin/tokens/count?owner=ada");

        cli.stdin = "y\n";
        assertThat(run("admin", "tokens", "revoke", "--unused-since", "90d", "--never-expiring", "--reason", "left")
                        .out())
                .isEqualTo("Revoked 1 token.\n");
        assertThat(server.requests().get(2).body())
                .isEqualTo("{\"unusedSince\":\"2026-08-26T12:00:00Z\",\"neverExpiring\":true,\"reason\":\"left\"}\n");
    }

    @Test
    void revoke_byShortId_namesTokenAndOwner() {
        onTerminal("y\n");

        assertThat(run("admin", "tokens", "revoke", "Zk3Aa0Bb", "--reason", "leaked"))
                .isEqualTo(new Run(
                        0,
                        "Revoked 'laptop' (Zk3Aa0Bb). No server accepts it any longer.\n",
                        "Revoke 'laptop' (Zk3Aa0Bb) of ada, created 2 days ago, never used? [y/N] "));
        assertThat(paths())
                .containsExactly("/api/admin/tokens?state=all&idPrefix=Zk3Aa0Bb", "/api/admin/tokens/revoke");
        assertThat(server.requests().get(1).body())
                .isEqualTo("{\"owner\":\"ada\",\"id\":\"" + ID + "\",\"reason\":\"leaked\"}\n");
    }

    @Test
    void revoke_inAScript_needsTheOptionOrAFullId() {
        assertThat(run("admin", "tokens", "revoke", "Zk3Aa0Bb", "--reason", "x").exitCode())
                .isEqualTo(2);
        assertThat(paths()).doesNotContain("/api/admin/tokens/revoke");
        assertOutput(run("admin", "tokens", "revoke", ID, "--reason", "x", "--json"), "{\"revoked\":1}");
        assertThat(run("admin", "tokens", "revoke", "Zk3Aa0Bb", "--reason", "x", "-y")
                        .exitCode())
                .isZero();
        assertThat(run("admin", "tokens", "revoke", "Zk3B", "--reason", "x", "-y")
                        .err())
                .contains("No token has the id Zk3B. Nothing was revoked.");
    }

    @Test
    void revoke_withoutSelectionOrWithTwo_isAUsageError() {
        for (List<String> more : List.of(List.<String>of(), List.of(ID, "--owner", "ada"))) {
            List<String> line = new java.util.ArrayList<>(List.of("admin", "tokens", "revoke", "--yes"));
            line.addAll(List.of("--reason", "x"));
            line.addAll(more);

            assertFailure(
                    run(line.toArray(new String[0])),
                    2,
                    "Give either an id or options that select tokens. Nothing was revoked.");
        }
        assertThat(server.requests()).isEmpty();
    }

    @Test
    void identify_ofStdin_sendsTheSecretInTheBodyOnly() {
        cli.stdin = Tokens.SECOND + "\r\nmore\n";

        Run run = run("admin", "tokens", "identify", "--verbose");

        assertThat(run.out()).isEqualTo("""
                Id:        Zk3Aa0Bb1Cc2Dd3Ee4Ff5G
                Owner:     ada
                Label:     laptop
                Scopes:    read
                Created:   2 days ago
                Last used: never
                State:     active
                """);
        assertThat(run.err()).doesNotContain(Tokens.SECOND.substring(3));
        assertThat(server.requests())
                .containsExactly(new FakeServer.RecordedRequest(
                        "POST",
                        "/api/admin/tokens/identify",
                        "Bearer " + Tokens.ADMIN,
                        "{\"secret\":\"" + Tokens.SECOND + "\"}\n"));
    }

    @Test
    void identify_onATerminal_prompts() {
        cli.isInTerminal = true;
        cli.answer = Optional.of(" " + Tokens.SECOND);

        assertThat(run("admin", "tokens", "identify", "--json").out())
                .startsWith("{\"owner\":\"ada\",\"id\":\"" + ID + "\"");
        assertThat(server.requests().get(0).body()).contains("\"" + Tokens.SECOND + "\"");
        cli.answer = Optional.empty();
        assertFailure(
                run("admin", "tokens", "identify"),
                2,
                "No secret given. Enter it at the prompt, or pipe it to the command.");
    }

    private Run run(String... arguments) {
        return at(server, arguments);
    }

    private void onTerminal(String answer) {
        cli.isInTerminal = true;
        cli.isErrTerminal = true;
        cli.stdin = answer;
    }

    private List<String> paths() {
        return server.requests().stream().map(FakeServer.RecordedRequest::path).toList();
    }
}
