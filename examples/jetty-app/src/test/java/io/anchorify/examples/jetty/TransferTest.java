package io.anchorify.examples.jetty;

import static org.assertj.core.api.Assertions.assertThat;

import io.anchorify.auth.TokenRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The admin token and its operations: export, import, and claiming documents without an owner. */
@Timeout(value = 3, unit = TimeUnit.MINUTES)
class TransferTest extends TransferFixture {

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
    void adminToken_onUserPaths_isForbidden() throws Exception {
        assertThat(admin("GET", "/api/me", null).body())
                .isEqualTo(
                        "{\"owner\":null,\"tokenId\":null,\"label\":null,\"admin\":true,\"attributes\":{},\"expiresAt\":null}");
        for (String path : List.of("/api/tokens", "/api/tokens/current", "/api/tokens/" + laptop.id())) {
            HttpResponse<String> answer = admin(path.equals("/api/tokens") ? "GET" : "DELETE", path, null);
            assertThat(answer.statusCode()).isEqualTo(403);
            assertThat(answer.headers().allValues("WWW-Authenticate")).containsExactly("Bearer realm=\"api\"");
        }
        assertThat(user(laptop, "GET", "/api/me", null).statusCode()).isEqualTo(200);
    }

    @ParameterizedTest
    @CsvSource({"GET,/api/admin/export", "POST,/api/admin/import", "POST,/api/admin/claim-orphans", "GET,/api/admin/x"})
    void operation_withUserToken_isForbidden(String method, String path) throws Exception {
        HttpResponse<String> answer = user(laptop, method, path, method.equals("POST") ? "{}" : null);

        assertThat(answer.statusCode()).isEqualTo(403);
        assertThat(answer.headers().allValues("WWW-Authenticate"))
                .containsExactly("Bearer realm=\"api\", error=\"insufficient_scope\", scope=\"anchorify:admin\"");
        assertThat(send(null, method, path, "{}").statusCode()).isEqualTo(401);
    }

    @Test
    void adminToken_notConfigured_isRejected() throws Exception {
        Map<String, String> settings = Map.of("ANCHORIFY_JDBC_URL", "jdbc:h2:mem:no-admin", "REPO_SHARE_TOKEN", "");
        try (TestApp other = TestApp.on(settings)) {
            assertThat(other.send(TestApp.ADMIN_TOKEN, "GET", "/api/admin/export", NDJSON, null)
                            .statusCode())
                    .isEqualTo(401);
        }
    }

    @Test
    void documents_postedByTheOperator_haveNoOwnerUntilClaimed() throws Exception {
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
    void claim_forInvalidOwner_isRejected(String body) throws Exception {
        publish(TestApp.ADMIN_TOKEN, "one");

        HttpResponse<String> answer = claim(body);

        assertThat(answer.statusCode()).isEqualTo(400);
        assertThat(answer.body()).contains("Invalid field 'owner': An owner must be 1 to 255 characters");
        assertThat(admin("GET", "/api/documents", null).body()).contains("one");
    }

    @Test
    void export_ofAllData_hasHashesAndNoSecrets() throws Exception {
        app.tokens.revoke("ada", app.tokens.issue("ada", null).id());
        app.tokens.issue(TokenRequest.of("grace").scopes("write", "read").expiresIn(Duration.ofDays(1)));
        publish(laptop.secret().reveal(), "hers");
        publish(TestApp.ADMIN_TOKEN, "nobody's");

        HttpResponse<String> answer = admin("GET", "/api/admin/export", null);

        assertThat(answer.statusCode()).isEqualTo(200);
        assertThat(answer.headers().firstValue("Content-Type")).contains(NDJSON);
        assertThat(answer.headers().firstValue("Cache-Control")).contains("no-store");
        List<String> lines = answer.body().lines().toList();
        assertThat(lines).hasSize(8);
        assertThat(lines.get(0)).isEqualTo("{\"type\":\"header\",\"format\":\"anchorify-export\",\"version\":2}");
        assertThat(lines.get(1))
                .isEqualTo("{\"type\":\"format\",\"prefix\":\"jf_\",\"alphabet\":\"0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ"
                        + "abcdefghijklmnopqrstuvwxyz\",\"shortest\":35,\"longest\":35,\"checksum\":true}");
        assertThat(lines.subList(2, 5)).allMatch(line -> line.startsWith("{\"type\":\"token\",\"id\":"));
        assertThat(lines.subList(2, 5)).isSorted();
        assertThat(lines.subList(2, 5))
                .anyMatch(line -> line.contains("\"scopes\":[\"read\",\"write\"]"))
                .anyMatch(line -> !line.contains("\"revokedAt\":null"));
        assertThat(lines.subList(5, 7)).allMatch(line -> line.startsWith("{\"type\":\"document\",\"id\":"));
        assertThat(lines.get(7)).isEqualTo("{\"type\":\"end\",\"tokens\":3,\"documents\":2}");
        assertThat(answer.body()).endsWith("\n").doesNotContain(laptop.secret().reveal());
    }

    @Test
    void import_ofTheCurrentExport_changesNothing() throws Exception {
        publish(laptop.secret().reveal(), "hers");
        String export = export(app);

        HttpResponse<String> answer = importInto(app, export);

        assertThat(answer.body())
                .isEqualTo("{\"tokens\":{\"added\":0,\"changed\":0,\"unchanged\":1},"
                        + "\"documents\":{\"added\":0,\"changed\":0,\"unchanged\":1}}");
        assertThat(export(app)).isEqualTo(export);
    }

    @Test
    void importedToken_cachedAsUnknown_worksImmediately_andStaysRevoked() throws Exception {
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
    void claimedDocument_afterImportOfTheOldExport_keepsItsOwner() throws Exception {
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
                    .contains("Line 4: another document has this id.");
        }
    }

    @Test
    void import_ofAnotherTokenWithTheSameId_namesItsLineAndChangesNothing() throws Exception {
        List<String> lines =
                IntStream.range(0, 700).mapToObj(TransferTest::tokenLine).toList();
        String taken = lines.get(600).replace("\"owner\":\"ada\"", "\"owner\":\"grace\"");
        importInto(app, exportOf(List.of(taken)));
        String before = export(app);

        assertThat(importInto(app, exportOf(lines)).body()).contains("\"Line 602: The token ");
        assertThat(export(app)).isEqualTo(before);
    }

    @Test
    void import_ofAnotherTokenAfterTokenFormats_namesItsLine() throws Exception {
        String export = export(app);
        String twice = export.replaceFirst("\\{\"type\":\"format\".*\n", "$0$0");

        assertThat(importInto(app, twice).statusCode()).isEqualTo(200);
        assertThat(importInto(app, twice.replace("\"owner\":\"ada\"", "\"owner\":\"grace\""))
                        .body())
                .contains("\"Line 4: The token ");
        assertThat(export(app)).isEqualTo(export);
    }

    private static String tokenLine(int number) {
        return ("{\"type\":\"token\",\"id\":\"t%03d\",\"owner\":\"ada\",\"label\":null,\"scopes\":[],\"hash\":\"%064x\","
                        + "\"createdAt\":\"2026-03-01T09:30:00Z\",\"expiresAt\":null,\"lastUsedAt\":null,\"revokedAt\":null}")
                .formatted(number, number);
    }

    private static String exportOf(List<String> tokens) {
        return "{\"type\":\"header\",\"format\":\"anchorify-export\",\"version\":1}\n"
                + tokens.stream().map(line -> line + "\n").collect(Collectors.joining())
                + "{\"type\":\"end\",\"tokens\":" + tokens.size() + ",\"documents\":0}\n";
    }
}
