package io.anchorify.examples.cli.commands;

import static org.assertj.core.api.Assertions.assertThat;

import io.anchorify.examples.cli.FakeServer;
import io.anchorify.examples.cli.Run;
import io.anchorify.examples.cli.common.TextWidth;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** {@code tokens list} on a terminal. */
class TokensListTest extends CommandTest {

    @Test
    void list_onATerminal_showsShortIdsAndRelativeTimes() {
        try (FakeServer server = tokens(
                token("Zk3Aa0Bb1Cc2Dd3Ee4Ff5G", "laptop", "\"lastUsedAt\":\"2026-11-24T11:58:00Z\""),
                token("Aa1Bb2Cc3Dd4Ee5Ff6Gg7H", "ci", "\"expiresAt\":\"2026-11-27T12:30:00Z\""),
                token("Ba1Bb2Cc3Dd4Ee5Ff6Gg7H", null, "\"expiresAt\":\"2026-11-24T13:00:00Z\",\"successorId\":\"x\""),
                token("Ca1Bb2Cc3Dd4Ee5Ff6Gg7H", "old", "\"revokedAt\":\"2026-11-22T12:00:00Z\",\"state\":\"revoked\""),
                token("Da1Bb2Cc3Dd4Ee5Ff6Gg7H", "x", "\"expiresAt\":\"2026-09-01T12:00:00Z\",\"state\":\"expired\""),
                token("Ea1Bb2Cc3Dd4Ee5Ff6Gg7H", "y", "\"state\":\"superseded\""))) {
            assertOutput(onTerminal(server, 100, "tokens", "list", "--all"), """
                      ID        LABEL   CREATED     LAST USED      STATE
                    * Zk3Aa0Bb  laptop  2 days ago  2 minutes ago  active
                      Aa1Bb2Cc  ci      2 days ago  never          expires in 3 days
                      Ba1Bb2Cc  -       2 days ago  never          rotated, ends in 1 hour
                      Ca1Bb2Cc  old     2 days ago  never          revoked 2 days ago
                      Da1Bb2Cc  x       2 days ago  never          expired 2 months ago
                      Ea1Bb2Cc  y       2 days ago  never          rotated""");
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {60, 70, 80, 100})
    void list_withLongOrWideLabels_fitsTheTerminal(int columns) {
        try (FakeServer server = tokens(
                token(
                        "Zk3Aa0Bb1Cc2Dd3Ee4Ff5G",
                        "\u65e5\u672c\u8a9e\u306e\u30e9\u30d9\u30eb".repeat(5),
                        "\"state\":null"),
                token("Aa1Bb2Cc3Dd4Ee5Ff6Gg7H", "\ud83d\ude00".repeat(50), "\"expiresAt\":\"2026-12-27T12:30:00Z\""),
                token("Ba1Bb2Cc3Dd4Ee5Ff6Gg7H", "u\u0308".repeat(50), "\"state\":null"),
                token("Ca1Bb2Cc3Dd4Ee5Ff6Gg7H", "x", "\"state\":null"))) {
            String[] lines = onTerminal(server, columns, "tokens", "list").out().split("\n");

            assertThat(lines).hasSize(5);
            assertThat(lines).allSatisfy(line -> assertThat(TextWidth.of(line)).isLessThanOrEqualTo(columns));
            assertThat(lines[1]).startsWith("* Zk3Aa0Bb  \u65e5").contains("\u2026");
            // The state begins in the same column of every line.
            assertThat(IntStream.of(1, 3, 4).map(i -> TextWidth.of(lines[i].split("active")[0])))
                    .containsOnly(TextWidth.of(lines[0].split("STATE")[0]));
        }
    }

    @ParameterizedTest
    @CsvSource({"40,0,40", "'',50,50", "x,50,50", "0,0,80"})
    void list_ofTerminalWidth_prefersTheVariable(String variable, int size, int expected) {
        cli.environment.put("COLUMNS", variable);
        cli.columns = size;

        assertThat(cli.context(System.err).columns()).isEqualTo(expected);
    }

    @Test
    void list_inAPipe_isComplete() {
        cli.environment.put("COLUMNS", "20");
        String label = "a long label ".repeat(7) + "x";
        try (FakeServer server = tokens(token("Zk3Aa0Bb1Cc2Dd3Ee4Ff5G", label, "\"expiresAt\":null"))) {
            assertThat(at(server, "tokens", "list").out())
                    .contains("Zk3Aa0Bb1Cc2Dd3Ee4Ff5G  " + label + "  2026-11-22T12:00:00Z  never      never    -\n");
            assertThat(server.requests())
                    .extracting(FakeServer.RecordedRequest::path)
                    .containsExactly("/api/tokens");
        }
    }

    @Test
    void list_limited_asksForNoMore() {
        try (FakeServer server = new FakeServer((exchange, request) -> FakeServer.send(
                exchange,
                200,
                "application/json",
                request.path().equals("/api/me")
                        ? FakeServer.ME
                        : "{\"tokens\":[{\"id\":\"t1\"},{\"id\":\"t2\"}],\"documents\":[],\"next\":\"1\"}"))) {
            assertOutput(at(server, "tokens", "list", "--json", "--limit", "1"), oneToken());
            assertThat(at(server, "tokens", "list", "--limit", "3").out().lines())
                    .map(line -> line.split(" ")[0])
                    .containsExactly("ID", "t1", "t2", "t1");
            assertThat(server.requests())
                    .extracting(FakeServer.RecordedRequest::path)
                    .containsExactly("/api/tokens?limit=1", "/api/tokens?limit=3", "/api/tokens?limit=3&after=1");
            Run run = onTerminal(server, 80, "tokens", "list", "--limit", "2");
            assertThat(run.err()).isEqualTo("There are more than 2.\n");
            assertThat(run.out()).hasLineCount(3);
        }
    }

    @Test
    void limit_belowOne_isAUsageError() {
        cli.environment.put("REPO_SHARE_HOST", "http://localhost:1");

        assertFailure(cli.run("tokens", "list", "--limit", "0"), 2, "--limit must be 1 or more.");
    }

    private static String oneToken() {
        return "{\"tokens\":[{\"id\":\"t1\",\"label\":null,\"createdAt\":null,\"lastUsedAt\":null,\"expiresAt\":null,"
                + "\"revokedAt\":null,\"state\":null,\"createdBy\":null,\"lastUsedFrom\":null,\"revokedBy\":null,"
                + "\"revokeReason\":null,\"predecessorId\":null,\"successorId\":null,\"lastRefusedAt\":null,"
                + "\"lastRefusedFrom\":null}]}";
    }

    private Run onTerminal(FakeServer server, int columns, String... arguments) {
        cli.isOutTerminal = true;
        cli.columns = columns;
        cli.environment.put("NO_COLOR", "1");
        return at(server, arguments);
    }

    private static FakeServer tokens(String... tokens) {
        return new FakeServer((exchange, request) -> FakeServer.send(
                exchange,
                200,
                "application/json",
                request.path().equals("/api/me") ? FakeServer.ME : "{\"tokens\":[" + String.join(",", tokens) + "]}"));
    }

    private static String token(String id, String label, String more) {
        return "{\"id\":\"%s\",\"label\":%s,\"createdAt\":\"2026-11-22T12:00:00Z\",%s}"
                .formatted(id, label == null ? "null" : "\"" + label + "\"", more);
    }
}
