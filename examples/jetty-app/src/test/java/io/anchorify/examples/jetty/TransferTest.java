package io.anchorify.examples.jetty;

import static org.assertj.core.api.Assertions.assertThat;

import io.anchorify.auth.IssuedToken;
import io.anchorify.auth.TokenRequest;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The operator's token, and what only it may do: export, import, and give away the documents of nobody. */
@Timeout(value = 3, unit = TimeUnit.MINUTES)
class TransferTest {

    private static final String NDJSON = "application/x-ndjson";

    private final HttpClient client = HttpClient.newHttpClient();
    private TestApp app;
    private IssuedToken laptop;

    @BeforeEach
    void start() throws Exception {
        app = TestApp.inMemory();
        laptop = app.tokens.issue("ada", "laptop");
    }

    @AfterEach
    void stop() {
        app.close();
    }

    @Test
    void adminToken_isNoUser() throws Exception {
        assertThat(admin("GET", "/api/me", null).body())
                .isEqualTo("{\"owner\":null,\"tokenId\":null,\"label\":null,\"admin\":true}");
        for (String path : List.of("/api/tokens", "/api/tokens/current", "/api/tokens/" + laptop.id())) {
            HttpResponse<String> answer = admin(path.equals("/api/tokens") ? "GET" : "DELETE", path, null);
            assertThat(answer.statusCode()).isEqualTo(403);
            assertThat(answer.headers().allValues("WWW-Authenticate")).containsExactly("Bearer realm=\"api\"");
        }
        assertThat(user(laptop, "GET", "/api/me", null).statusCode()).isEqualTo(200);
    }

    @ParameterizedTest
    @CsvSource({"GET,/api/admin/export", "POST,/api/admin/import", "POST,/api/admin/claim-orphans", "GET,/api/admin/x"})
    void operation_withAUsersToken_isForbidden(String method, String path) throws Exception {
        HttpResponse<String> answer = user(laptop, method, path, method.equals("POST") ? "{}" : null);

        assertThat(answer.statusCode()).isEqualTo(403);
        assertThat(answer.headers().allValues("WWW-Authenticate"))
                .containsExactly("Bearer realm=\"api\", error=\"insufficient_scope\", scope=\"anchorify:admin\"");
        assertThat(send(null, method, path, "{}").statusCode()).isEqualTo(401);
    }

    @Test
    void adminToken_thatIsNotSet_isRefused() throws Exception {
        try (AnchorifyApp without = AnchorifyApp.start(Settings.of(
                java.util.Map.of("ANCHORIFY_PORT", "0", "ANCHORIFY_JDBC_URL", "jdbc:h2:mem:without-admin")))) {
            HttpRequest request = HttpRequest.newBuilder(URI.create(without.url() + "/api/admin/export"))
                    .header("Authorization", "Bearer " + TestApp.ADMIN_TOKEN)
                    .build();
            assertThat(client.send(request, HttpResponse.BodyHandlers.ofString())
                            .statusCode())
                    .isEqualTo(401);
        }
    }

    @Test
    void documents_postedByTheOperator_belongToNobody_untilTheyAreClaimed() throws Exception {
        publish(TestApp.ADMIN_TOKEN, "one");
        publish(TestApp.ADMIN_TOKEN, "two");
        publish(laptop.secret().reveal(), "hers");
        assertThat(admin("GET", "/api/documents", null).body())
                .contains("one", "two")
                .doesNotContain("hers");
        assertThat(user(laptop, "GET", "/api/documents", null).body())
                .contains("hers")
                .doesNotContain("one");

        assertThat(claim("{\"owner\":\"ada\"}").body()).isEqualTo("{\"claimed\":2}");
        assertThat(claim("{\"owner\":\"ada\"}").body()).isEqualTo("{\"claimed\":0}");
        assertThat(claim("{\"owner\":\"grace\"}").body()).isEqualTo("{\"claimed\":0}");

        assertThat(user(laptop, "GET", "/api/documents", null).body()).contains("one", "two", "hers");
        assertThat(admin("GET", "/api/documents", null).body()).isEqualTo("{\"documents\":[]}");
    }

    @ParameterizedTest
    @ValueSource(strings = {"{}", "{\"owner\":null}", "{\"owner\":\"\"}", "{\"owner\":\"a\\u0000\"}"})
    void claim_forAnOwnerThatIsNone_saysWhatAnOwnerIs(String body) throws Exception {
        publish(TestApp.ADMIN_TOKEN, "one");

        HttpResponse<String> answer = claim(body);

        assertThat(answer.statusCode()).isEqualTo(400);
        assertThat(answer.body()).contains("The field owner: An owner has 1 to 255 characters");
        assertThat(admin("GET", "/api/documents", null).body()).contains("one");
    }

    @Test
    void export_isOneLineForEverything_withHashesAndWithoutSecrets() throws Exception {
        app.tokens.revoke("ada", app.tokens.issue("ada", null).id());
        app.tokens.issue(TokenRequest.of("grace").scopes("write", "read").expiresIn(Duration.ofDays(1)));
        publish(laptop.secret().reveal(), "hers");
        publish(TestApp.ADMIN_TOKEN, "nobody's");

        HttpResponse<String> answer = admin("GET", "/api/admin/export", null);

        assertThat(answer.statusCode()).isEqualTo(200);
        assertThat(answer.headers().firstValue("Content-Type")).contains(NDJSON);
        assertThat(answer.headers().firstValue("Cache-Control")).contains("no-store");
        List<String> lines = answer.body().lines().toList();
        assertThat(lines).hasSize(7);
        assertThat(lines.get(0)).isEqualTo("{\"type\":\"header\",\"format\":\"anchorify-export\",\"version\":1}");
        assertThat(lines.subList(1, 4)).allMatch(line -> line.startsWith("{\"type\":\"token\",\"id\":"));
        assertThat(lines.subList(1, 4)).isSorted();
        assertThat(lines.subList(1, 4))
                .anyMatch(line -> line.contains("\"scopes\":[\"read\",\"write\"]"))
                .anyMatch(line -> !line.contains("\"revokedAt\":null"));
        assertThat(lines.subList(4, 6)).allMatch(line -> line.startsWith("{\"type\":\"document\",\"id\":"));
        assertThat(lines.get(6)).isEqualTo("{\"type\":\"end\",\"tokens\":3,\"documents\":2}");
        assertThat(answer.body()).endsWith("\n").doesNotContain(laptop.secret().reveal());
    }

    @Test
    void importing_thatExportBack_changesNothing() throws Exception {
        publish(laptop.secret().reveal(), "hers");
        String export = export(app);

        HttpResponse<String> answer = importInto(app, export);

        assertThat(answer.body())
                .isEqualTo("{\"tokens\":{\"added\":0,\"changed\":0,\"unchanged\":1},"
                        + "\"documents\":{\"added\":0,\"changed\":0,\"unchanged\":1}}");
        assertThat(export(app)).isEqualTo(export);
    }

    @Test
    void export_throughAllDatabasesAndBack_isEqualToTheByte() throws Exception {
        app.tokens.issue(
                TokenRequest.of("ädä 😀").label("Ωμέγα").scopes("a:b", "c").expiresIn(Duration.ofDays(9)));
        app.tokens.revoke("ada", app.tokens.issue("ada", "old").id());
        for (String title : List.of("ä", "\\\"'%_<b>", "😀", "trailing  ")) {
            publish(laptop.secret().reveal(), title);
            publish(TestApp.ADMIN_TOKEN, title);
        }
        String export = export(app);

        for (TestDatabases database : TestDatabases.values()) {
            try (TestApp other = TestApp.on(database.emptyEnvironment())) {
                assertThat(importInto(other, export).body())
                        .startsWith("{\"tokens\":{\"added\":3,\"changed\":0,\"unchanged\":0}");
                assertThat(export(other)).as(database.name()).isEqualTo(export);
                assertThat(importInto(other, export(other)).body())
                        .startsWith("{\"tokens\":{\"added\":0,\"changed\":0,\"unchanged\":3}");
            }
        }
    }

    @Test
    void importedToken_thatWasJustUnknown_worksAtOnce_andARevokedOneStaysRevoked() throws Exception {
        String active = export(app);
        try (TestApp other = TestApp.inMemory()) {
            assertThat(status(other, laptop)).isEqualTo(401);
            importInto(other, active);
            assertThat(status(other, laptop)).isEqualTo(200);

            app.tokens.revoke("ada", laptop.id());
            importInto(other, export(app));
            assertThat(status(other, laptop)).isEqualTo(401);
            importInto(other, active);
            assertThat(status(other, laptop)).isEqualTo(401);
        }
    }

    @Test
    void documentOfNobody_thatSomebodyHasClaimed_staysTheirs() throws Exception {
        publish(TestApp.ADMIN_TOKEN, "one");
        String before = export(app);
        claim("{\"owner\":\"ada\"}");
        String after = export(app);
        try (TestApp other = TestApp.inMemory()) {
            importInto(other, before);
            assertThat(importInto(other, after).body())
                    .contains("\"documents\":{\"added\":0,\"changed\":1,\"unchanged\":0}");
            assertThat(importInto(other, before).body())
                    .contains("\"documents\":{\"added\":0,\"changed\":0,\"unchanged\":1}");
            assertThat(export(other)).isEqualTo(after);
            assertThat(importInto(other, after.replace("\"owner\":\"ada\",\"title\"", "\"owner\":\"grace\",\"title\""))
                            .body())
                    .contains("Line 3: there is another document with this id.");
        }
    }

    /** What is put in the place of a line of an export, its number, and what is said of it. */
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "1 | {\"type\":\"header\",\"format\":\"anchorify-export\",\"version\":2} | this is not version 1 of an",
                "1 | {\"type\":\"header\",\"format\":\"other\",\"version\":1} | this is not version 1 of an",
                "1 | {\"type\":\"end\",\"tokens\":0,\"documents\":0} | an export begins with its header",
                "2 | not JSON | this is not a JSON object",
                "2 | `` | this is not a JSON object",
                "2 | null | this is not a JSON object",
                "2 | {\"type\":\"secret\"} | this is not a JSON object",
                "2 | {\"type\":\"token\",\"id\":\"a\"} | this is not a JSON object",
                "2 | {\"type\":\"end\",\"tokens\":0,\"documents\":0,\"x\":1} | this is not a JSON object",
                "2 | {\"type\":\"end\",\"tokens\":0,\"tokens\":0,\"documents\":0} | this is not a JSON object",
                "4 | {\"type\":\"header\",\"format\":\"anchorify-export\",\"version\":1} | the tokens come first",
                "4 | {\"type\":\"end\",\"tokens\":2,\"documents\":1} | the number of tokens or documents",
                "4 | {\"type\":\"end\",\"tokens\":1,\"documents\":0} | the number of tokens or documents"
            })
    void import_withABadLine_namesItAndChangesNothing(int number, String line, String sentence) throws Exception {
        publish(laptop.secret().reveal(), "hers");
        List<String> lines = new ArrayList<>(export(app).lines().toList());
        lines.set(number - 1, line);

        refused(lines, number, sentence);
    }

    /** A change to the line of a token, and what is said of it. */
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "\"owner\":\"ada\" | \"owner\":null | A token lacks a field that cannot be null",
                "\"owner\":\"ada\" | \"owner\":\"\" | An owner has 1 to 255 characters",
                "\"label\":\"laptop\" | \"label\":\"a\\nb\" | A label has no control characters",
                "\"scopes\":[] | \"scopes\":[\"anchorify:admin\"] | The scope 'anchorify:admin' is for the admin token",
                "\"scopes\":[] | \"scopes\":[\"a b\"] | A scope has one or more printable ASCII characters",
                "\"hash\":\" | \"hash\":\"x | ",
                "\"hash\":\" | \"hash\":\"00 | A token hash has 32 bytes, not 33",
                "\"revokedAt\":null | \"revokedAt\":\"2026-01-01T00:00:00.0000001Z\" | A time has whole microseconds",
                "\"expiresAt\":null | \"expiresAt\":\"+10000-01-01T00:00:00Z\" | A time has whole microseconds",
                "\"expiresAt\":null | \"expiresAt\":\"yesterday\" | this is not a JSON object"
            })
    void import_withABadToken_namesItsLineAndChangesNothing(String was, String is, String sentence) throws Exception {
        List<String> lines = new ArrayList<>(export(app).lines().toList());
        assertThat(lines.get(1)).contains(was);
        lines.set(1, lines.get(1).replace(was, is));

        refused(lines, 2, sentence == null ? "" : sentence);
    }

    @Test
    void import_thatIsCutOffOrGoesOn_namesTheLineAndChangesNothing() throws Exception {
        publish(laptop.secret().reveal(), "hers");
        List<String> lines = export(app).lines().toList();

        refused(List.of(), 1, "an export begins with its header");
        refused(lines.subList(0, 3), 4, "the export was cut off here");
        refused(Arrays.asList(lines.get(0), lines.get(2), lines.get(1), lines.get(3)), 3, "the tokens come first");
        List<String> more = new ArrayList<>(lines);
        more.add("{\"type\":\"end\",\"tokens\":1,\"documents\":1}");
        refused(more, 5, "nothing comes behind the end");
        refused(List.of("{\"type\":\"" + "x".repeat(600_000) + "\"}"), 1, "a line has at most 524288 bytes");
    }

    @Test
    void import_ofAnotherTokenWithATakenId_namesItsLineAndChangesNothing() throws Exception {
        for (int i = 0; i < 700; i++) {
            app.tokens.issue("ada", "t" + i);
        }
        List<String> lines = export(app).lines().toList();
        try (TestApp other = TestApp.inMemory()) {
            String taken = lines.get(600);
            importInto(other, exportOf(List.of(taken.replace("\"owner\":\"ada\"", "\"owner\":\"grace\""))));
            String before = export(other);

            assertThat(importInto(other, String.join("\n", lines)).body()).contains("\"Line 601: The token ");
            assertThat(export(other)).isEqualTo(before);
        }
    }

    @Test
    void import_ofAnotherType_isNotRead() throws Exception {
        HttpResponse<String> answer = send(TestApp.ADMIN_TOKEN, "POST", "/api/admin/import", export(app));
        assertThat(answer.statusCode()).isEqualTo(415);
        assertThat(answer.body()).contains("The body is of type application/x-ndjson.");
    }

    /** The same on an application that has something already, and on an empty one. */
    private void refused(List<String> lines, int number, String sentence) throws Exception {
        try (TestApp empty = TestApp.inMemory()) {
            String nothing = export(empty);
            HttpResponse<String> answer = importInto(empty, String.join("\n", lines));
            assertThat(answer.statusCode()).isEqualTo(400);
            assertThat(answer.body()).contains("\"Line " + number + ": " + sentence);
            assertThat(export(empty)).isEqualTo(nothing);
        }
    }

    private static String exportOf(List<String> tokens) {
        return "{\"type\":\"header\",\"format\":\"anchorify-export\",\"version\":1}\n"
                + tokens.stream().map(line -> line + "\n").collect(Collectors.joining())
                + "{\"type\":\"end\",\"tokens\":" + tokens.size() + ",\"documents\":0}\n";
    }

    private int status(TestApp where, IssuedToken token) throws Exception {
        return send(where, token.secret().reveal(), "GET", "/api/me", "application/json", null)
                .statusCode();
    }

    private void publish(String token, String title) throws Exception {
        String body = "{\"title\":\"" + title.replace("\\", "\\\\").replace("\"", "\\\"") + "\",\"body\":\"text\"}";
        assertThat(send(token, "POST", "/api/documents", body).statusCode()).isEqualTo(201);
    }

    private String export(TestApp from) throws Exception {
        return send(from, TestApp.ADMIN_TOKEN, "GET", "/api/admin/export", NDJSON, null)
                .body();
    }

    private HttpResponse<String> importInto(TestApp to, String export) throws Exception {
        return send(to, TestApp.ADMIN_TOKEN, "POST", "/api/admin/import", NDJSON, export);
    }

    private HttpResponse<String> claim(String body) throws Exception {
        return admin("POST", "/api/admin/claim-orphans", body);
    }

    private HttpResponse<String> admin(String method, String path, String body) throws Exception {
        return send(TestApp.ADMIN_TOKEN, method, path, body);
    }

    private HttpResponse<String> user(IssuedToken token, String method, String path, String body) throws Exception {
        return send(token.secret().reveal(), method, path, body);
    }

    private HttpResponse<String> send(String token, String method, String path, String body) throws Exception {
        return send(app, token, method, path, "application/json", body);
    }

    private HttpResponse<String> send(TestApp to, String token, String method, String path, String type, String body)
            throws IOException, InterruptedException {
        HttpRequest.Builder request = HttpRequest.newBuilder(URI.create(to.url(path)))
                .header("Content-Type", type)
                .method(method, body == null ? BodyPublishers.noBody() : BodyPublishers.ofString(body));
        if (token != null) {
            request.header("Authorization", "Bearer " + token);
        }
        return client.send(request.build(), HttpResponse.BodyHandlers.ofString());
    }
}
