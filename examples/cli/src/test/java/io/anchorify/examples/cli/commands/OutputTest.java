package io.anchorify.examples.cli.commands;

import static org.assertj.core.api.Assertions.assertThat;

import io.anchorify.examples.cli.FakeServer;
import io.anchorify.examples.cli.Run;
import io.anchorify.examples.cli.Tokens;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;

/** The text and JSON output of commands. */
class OutputTest extends CommandTest {

    private static final String TOKENS = """
            {"more":1,"tokens":[
              {"revokedAt":null,"extra":[],"id":"Aa1","label":"laptop","createdAt":"2026-11-24T10:00:00Z",
               "lastUsedAt":"2026-11-24T11:00:00.5Z","expiresAt":null},
              {"id":"Bb22","label":null,"createdAt":"2026-11-20T10:00:00Z","lastUsedAt":null,
               "expiresAt":"2027-01-01T00:00:00Z","revokedAt":"2026-11-23T00:00:00Z","state":"revoked",
               "revokedBy":"root","revokeReason":"leaked"}]}""";

    @Test
    void whoami_asTextAndJson_namesOwnerAndToken() {
        try (FakeServer server = FakeServer.ok(FakeServer.ME)) {
            assertOutput(
                    at(server, "whoami"),
                    "You are ada at " + server.url() + ", with the token 'laptop' (Zk3Aa0Bb1Cc2Dd3Ee4Ff5G).");
            assertOutput(
                    at(server, "whoami", "--json"),
                    "{\"host\":\"" + server.url()
                            + "\",\"owner\":\"ada\",\"tokenId\":\"Zk3Aa0Bb1Cc2Dd3Ee4Ff5G\",\"label\":\"laptop\",\"admin\":false}");
        }
    }

    @Test
    void whoami_withAdminToken_hasNoOwner() {
        cli.environment.put("REPO_SHARE_TOKEN", Tokens.ADMIN);
        try (FakeServer server = FakeServer.ok("{\"owner\":null,\"tokenId\":null,\"label\":null,\"admin\":true}")) {
            assertOutput(at(server, "whoami"), "You are the operator at " + server.url() + ", with the admin token.");
            assertOutput(
                    at(server, "whoami", "--json"),
                    "{\"host\":\"" + server.url()
                            + "\",\"owner\":null,\"tokenId\":null,\"label\":null,\"admin\":true}");
        }
    }

    @Test
    void login_asJson_printsTheSameAsWhoami() {
        cli.environment.clear();
        try (FakeServer server = FakeServer.ok(FakeServer.ME)) {
            assertOutput(
                    cli.run("login", "--json", "--host", server.url(), "--token", Tokens.FIRST),
                    "{\"host\":\"" + server.url()
                            + "\",\"owner\":\"ada\",\"tokenId\":\"Zk3Aa0Bb1Cc2Dd3Ee4Ff5G\",\"label\":\"laptop\",\"admin\":false}");
        }
    }

    @Test
    void logout_asJson_reportsWhetherTheTokenWasRevoked() throws Exception {
        cli.environment.clear();
        try (FakeServer server = FakeServer.always(204, "text/plain", "")) {
            cli.loggedIn(server.url(), Tokens.FIRST);
            assertOutput(cli.run("logout", "--json"), "{\"revoked\":true}");
            cli.loggedIn(server.url(), Tokens.FIRST);
            assertOutput(cli.run("logout", "--local", "--json"), "{\"revoked\":false}");
        }
    }

    @Test
    void tokensList_asTextAndJson_printsAllFields() {
        try (FakeServer server = FakeServer.ok(TOKENS)) {
            assertOutput(at(server, "tokens", "list", "--all"), """
                    ID    LABEL   CREATED               LAST USED               EXPIRES               REVOKED
                    Aa1   laptop  2026-11-24T10:00:00Z  2026-11-24T11:00:00.5Z  never                 -
                    Bb22  -       2026-11-20T10:00:00Z  never                   2027-01-01T00:00:00Z  2026-11-23T00:00:00Z""");
            assertOutput(
                    at(server, "tokens", "list", "--json"),
                    "{\"tokens\":[{\"id\":\"Aa1\",\"label\":\"laptop\",\"createdAt\":\"2026-11-24T10:00:00Z\","
                            + "\"lastUsedAt\":\"2026-11-24T11:00:00.5Z\",\"expiresAt\":null,\"revokedAt\":null,"
                            + "\"state\":null,\"createdBy\":null,\"lastUsedFrom\":null,\"revokedBy\":null,"
                            + "\"revokeReason\":null,\"predecessorId\":null,\"successorId\":null,"
                            + "\"lastRefusedAt\":null,\"lastRefusedFrom\":null},"
                            + "{\"id\":\"Bb22\",\"label\":null,\"createdAt\":\"2026-11-20T10:00:00Z\","
                            + "\"lastUsedAt\":null,\"expiresAt\":\"2027-01-01T00:00:00Z\","
                            + "\"revokedAt\":\"2026-11-23T00:00:00Z\",\"state\":\"revoked\","
                            + "\"createdBy\":null,\"lastUsedFrom\":null,\"revokedBy\":\"root\","
                            + "\"revokeReason\":\"leaked\",\"predecessorId\":null,\"successorId\":null,"
                            + "\"lastRefusedAt\":null,\"lastRefusedFrom\":null}]}");
            assertThat(server.requests())
                    .extracting(FakeServer.RecordedRequest::path)
                    .containsExactly("/api/tokens?include=revoked", "/api/tokens");
        }
    }

    @Test
    void lists_withoutEntries_sayThatTheyAreEmpty() {
        try (FakeServer server = FakeServer.ok("{\"tokens\":[],\"documents\":[]}")) {
            assertOutput(at(server, "tokens", "list"), "You have no tokens.");
            assertOutput(at(server, "tokens", "list", "--json"), "{\"tokens\":[]}");
            assertOutput(at(server, "documents", "list"), "You have no documents.");
            assertOutput(at(server, "documents", "list", "--json"), "{\"documents\":[]}");
        }
    }

    @Test
    void publish_asTextAndJson_namesTheDocument() throws Exception {
        Path file = Files.writeString(home.resolve("r\u00e9sum\u00e9.md"), "# H\u00ebllo \uD83D\uDE00\n\"quoted\"\n");
        try (FakeServer server = FakeServer.always(
                201,
                "application/json",
                "{\"id\":\"d1\",\"title\":\"T\",\"body\":\"B\",\"createdAt\":\"2026-11-24T10:00:00Z\"}")) {
            assertOutput(at(server, "publish", file.toString()), "Published 'T' as d1.");
            assertOutput(
                    at(server, "publish", file.toString(), "--title", "Other", "--json"),
                    "{\"id\":\"d1\",\"title\":\"T\",\"createdAt\":\"2026-11-24T10:00:00Z\"}");
            assertThat(server.requests())
                    .extracting(FakeServer.RecordedRequest::body)
                    .containsExactly(
                            "{\"title\":\"r\u00e9sum\u00e9.md\",\"body\":\"# H\u00ebllo \uD83D\uDE00\\n\\\"quoted\\\"\\n\"}\n",
                            "{\"title\":\"Other\",\"body\":\"# H\u00ebllo \uD83D\uDE00\\n\\\"quoted\\\"\\n\"}\n");
        }
    }

    @Test
    void publish_fromStdin_requiresATitle() {
        cli.stdin = "from a pipe";
        try (FakeServer server = FakeServer.always(
                201, "application/json", "{\"id\":\"d1\",\"title\":\"T\",\"createdAt\":\"2026-11-24T10:00:00Z\"}")) {
            assertThat(at(server, "publish", "-").exitCode()).isEqualTo(2);
            assertOutput(at(server, "publish", "-", "--title", "T"), "Published 'T' as d1.");
            assertThat(server.requests())
                    .singleElement()
                    .extracting("body")
                    .isEqualTo("{\"title\":\"T\",\"body\":\"from a pipe\"}\n");
        }
    }

    @Test
    void publish_ofUnreadableText_isAUsageError() throws Exception {
        try (FakeServer server = FakeServer.ok("{}")) {
            assertThat(at(server, "publish", home.resolve("none").toString()).err())
                    .contains("Cannot read ")
                    .contains(": no such file or directory. Specify a readable file.");
            Path binary = Files.write(home.resolve("binary"), new byte[] {(byte) 0xFF, 0});
            assertThat(at(server, "publish", binary.toString()).err()).contains("is not valid UTF-8");
            Path large = Files.write(home.resolve("large"), new byte[4 * 1024 * 1024 + 1]);
            Run run = at(server, "publish", large.toString());
            assertThat(run.err()).contains("is larger than 4194304 bytes");
            assertThat(run.exitCode()).isEqualTo(2);
            assertThat(server.requests()).isEmpty();
        }
    }

    @Test
    void documentsList_asTextAndJson_sanitizesTextOnly() {
        try (FakeServer server =
                FakeServer.ok("{\"documents\":[{\"id\":\"d1\",\"title\":\"A \\u202eevil\\u001b[2J\\ntitle\","
                        + "\"createdAt\":\"2026-11-24T10:00:00Z\"}]}")) {
            assertOutput(at(server, "documents", "list"), """
                    ID  CREATED               TITLE
                    d1  2026-11-24T10:00:00Z  A \uFFFDevil\uFFFD[2J\uFFFDtitle""");
            assertOutput(
                    at(server, "documents", "list", "--json"),
                    "{\"documents\":[{\"id\":\"d1\",\"title\":\"A \u202eevil\\u001B[2J\\ntitle\",\"createdAt\":\"2026-11-24T10:00:00Z\"}]}");
        }
    }

    @Test
    void lists_onManyPages_arePrintedAsOne() {
        try (FakeServer server = new FakeServer((exchange, request) -> FakeServer.send(
                exchange,
                200,
                "application/json",
                switch (request.path().replaceAll(".*after=|.*revoked|/api/documents", "")) {
                    case "" -> "{\"documents\":[{\"id\":\"d1\"}],\"tokens\":[{\"id\":\"t1\"}],\"next\":\"1.a&b\"}";
                    case "1.a%26b" -> "{\"documents\":[],\"tokens\":[],\"next\":\"2\"}";
                    default -> "{\"documents\":[{\"id\":\"d2\"}],\"tokens\":[{\"id\":\"t2\"}],\"next\":null}";
                }))) {
            assertOutput(at(server, "documents", "list"), """
                    ID  CREATED  TITLE
                    d1  ?        -
                    d2  ?        -""");
            assertOutput(
                    at(server, "documents", "list", "--json"),
                    "{\"documents\":[{\"id\":\"d1\",\"title\":null,\"createdAt\":null},"
                            + "{\"id\":\"d2\",\"title\":null,\"createdAt\":null}]}");
            assertThat(at(server, "tokens", "list", "--all").out().lines())
                    .map(line -> line.split(" ")[0])
                    .containsExactly("ID", "t1", "t2");
            assertThat(server.requests())
                    .extracting(FakeServer.RecordedRequest::path)
                    .contains("/api/documents?after=2", "/api/tokens?include=revoked&after=1.a%26b");
        }
    }

    @Test
    void list_failingAfterItsFirstPage_fails() {
        try (FakeServer server = new FakeServer((exchange, request) -> {
            if (request.path().contains("after")) {
                FakeServer.send(exchange, 401, "application/problem+json", FakeServer.problemOf(401, "Revoked."));
            } else {
                FakeServer.send(exchange, 200, "application/json", "{\"documents\":[{\"id\":\"d1\"}],\"next\":\"1\"}");
            }
        })) {
            assertThat(at(server, "documents", "list", "--json"))
                    .satisfies(run -> assertThat(run.exitCode()).isEqualTo(1))
                    .satisfies(run -> assertThat(run.out()).doesNotContain("]}"));
        }
    }

    @Test
    void colours_withoutTerminal_areOmitted() {
        try (FakeServer server = FakeServer.ok(TOKENS)) {
            assertThat(at(server, "tokens", "list").out()).doesNotContain("\u001b");
            cli.isOutTerminal = true;
            assertThat(at(server, "tokens", "list").out())
                    .startsWith("\u001b[1m  ID")
                    .contains("STATE\u001b[0m\n");
            assertThat(cli.run("--help").out()).contains("\u001b[");
            assertThat(at(server, "tokens", "list", "--json").out()).doesNotContain("\u001b");
            assertThat(cli.run("frobnicate").err()).doesNotContain("\u001b");
            cli.isErrTerminal = true;
            assertThat(cli.run("frobnicate").err()).startsWith("\u001b[31manchorify:\u001b[0m ");
            cli.environment.put("NO_COLOR", "1");
            assertThat(at(server, "tokens", "list").out()
                            + cli.run("frobnicate").err()
                            + cli.run("--help").out())
                    .doesNotContain("\u001b");
            cli.environment.put("NO_COLOR", "");
            assertThat(at(server, "tokens", "list").out()).contains("\u001b");
            cli.environment.put("TERM", "dumb");
            assertThat(at(server, "tokens", "list").out()).doesNotContain("\u001b");
        }
    }

    @Test
    void progress_withoutTerminal_isOmitted() {
        ByteArrayOutputStream err = new ByteArrayOutputStream();
        new Output(cli.context(err)).progress("Exporting");
        assertThat(err.size()).isZero();

        cli.isErrTerminal = true;
        new Output(cli.context(err)).progress("Exporting");
        assertThat(err.toString(StandardCharsets.UTF_8)).isEqualTo("\r\u001b[KExporting");
    }

    @Test
    void helpAndVersion_succeed_onStdout() {
        assertThat(cli.run("--version")).isEqualTo(new Run(0, "anchorify (not packaged)\n", ""));
        for (String command : new String[] {
            "",
            "login",
            "logout",
            "whoami",
            "tokens",
            "tokens list",
            "tokens revoke",
            "tokens rotate",
            "auth",
            "auth status",
            "publish",
            "documents",
            "documents list",
            "documents get",
            "documents delete",
            "admin",
            "admin export",
            "admin import",
            "admin claim-orphans",
            "admin erase",
            "admin purge",
            "admin tokens",
            "admin tokens list",
            "admin tokens revoke",
            "admin tokens identify",
            "completion",
            "help"
        }) {
            Run run = cli.run((command + " --help").strip().split(" "));
            assertThat(run.exitCode()).as(command).isZero();
            assertThat(run.out()).startsWith("Usage: anchorify " + command);
            assertThat(run.err()).isEmpty();
        }
    }

    @Test
    void verbose_option_showsRequestsAndStatuses() {
        try (FakeServer server = FakeServer.ok(FakeServer.ME)) {
            Run run = at(server, "whoami", "--verbose");

            assertThat(run.err()).matches("> GET " + server.url() + "/api/me\n< 200 after [0-9]+ ms\n");
        }
    }

    @Test
    void json_inAnyLocale_isUtf8() {
        try (FakeServer server = FakeServer.ok(FakeServer.ME.replace("laptop", "Bür\uD83D\uDE00"))) {
            assertThat(at(server, "whoami", "--json").out().getBytes(StandardCharsets.UTF_8))
                    .containsSequence("Bür\uD83D\uDE00".getBytes(StandardCharsets.UTF_8));
        }
    }
}
