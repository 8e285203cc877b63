package io.anchorify.examples.jetty;

import static org.assertj.core.api.Assertions.assertThat;

import io.anchorify.auth.IssuedToken;
import io.anchorify.auth.TokenQuery;
import io.anchorify.auth.TokenRequest;
import io.anchorify.auth.servlet.conformance.RawHttp;
import io.anchorify.examples.jetty.documents.DocumentStore;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Every route of the REST API and its error responses, on each database. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
abstract class ApiContract {

    private static final AtomicInteger OWNERS = new AtomicInteger();

    private final JsonMapper json = JsonMapper.builder().build();

    private TestApp app;

    private String owner;

    private IssuedToken ada;

    private IssuedToken grace;

    /** Starts the application on the database of this test. */
    abstract TestApp start() throws Exception;

    @BeforeAll
    final void startApp() throws Exception {
        app = start();
    }

    @BeforeEach
    final void issueTokens() {
        // Tests share the database, so each one uses its own owners.
        owner = "ada-" + OWNERS.incrementAndGet();
        ada = app.tokens.issue(owner, "laptop");
        grace = app.tokens.issue("grace-" + OWNERS.get(), null);
    }

    @AfterAll
    final void stop() {
        app.close();
    }

    @Test
    void me_withUserToken_namesOwnerAndToken() throws Exception {
        HttpResponse<String> answer = send(ada, "GET", "/api/me", null);

        assertThat(answer.statusCode()).isEqualTo(200);
        assertThat(answer.headers().firstValue("Content-Type")).contains("application/json");
        assertThat(answer.headers().firstValue("Cache-Control")).contains("no-store");
        assertThat(answer.body())
                .isEqualTo(("{\"owner\":\"%s\",\"tokenId\":\"%s\",\"label\":\"laptop\",\"admin\":false,"
                                + "\"attributes\":{},\"expiresAt\":null}")
                        .formatted(owner, ada.id()));
        assertThat(body(send(grace, "GET", "/api/me", null)).get("label").isNull())
                .isTrue();
    }

    @Test
    void tokens_ofTheOwner_includeRevokedOnesOnRequest() throws Exception {
        IssuedToken old = app.tokens.issue(owner, "old");
        app.tokens.revoke(owner, old.id());

        JsonNode active = body(send(ada, "GET", "/api/tokens", null)).get("tokens");
        assertThat(active).hasSize(1);
        assertThat(active.get(0).propertyNames())
                .containsExactly(
                        "id",
                        "label",
                        "state",
                        "scopes",
                        "attributes",
                        "networks",
                        "createdAt",
                        "createdBy",
                        "lastUsedAt",
                        "lastUsedFrom",
                        "expiresAt",
                        "revokedAt",
                        "revokedBy",
                        "revokeReason",
                        "predecessorId",
                        "successorId",
                        "lastRefusedAt",
                        "lastRefusedFrom");
        assertThat(active.get(0).get("createdAt").asString())
                .isEqualTo(ada.token().createdAt().toString());
        assertThat(active.get(0).get("revokedAt").isNull()).isTrue();

        JsonNode all =
                body(send(ada, "GET", "/api/tokens?include=revoked", null)).get("tokens");
        assertThat(all).hasSize(2);
        assertThat(all.get(0).get("revokedAt").isNull()).isFalse();
        isProblem(
                send(ada, "GET", "/api/tokens?include=everything", null),
                400,
                "The parameter 'include' must be 'revoked'");
    }

    @Test
    void token_withAuditAndBindings_isShownWithThem() throws Exception {
        IssuedToken bound = app.tokens.issue(TokenRequest.of(owner)
                .scopes("write", "read")
                .attribute("project", "apollo")
                .networks("127.0.0.0/8", "::1")
                .expiresIn(Duration.ofDays(1))
                .createdBy("deployer"));
        JsonNode me = body(send(bound, "GET", "/api/me", null));
        app.tokens.revoke(owner, bound.id(), "root", "leaked in a log");
        JsonNode shown = body(send(ada, "GET", "/api/tokens?include=revoked", null))
                .get("tokens")
                .get(0);

        assertThat(me.get("attributes").toString()).isEqualTo("{\"project\":\"apollo\"}");
        assertThat(me.get("expiresAt").asString())
                .isEqualTo(String.valueOf(bound.token().expiresAt()));
        assertThat(shown.get("state").asString()).isEqualTo("revoked");
        assertThat(shown.get("scopes").toString()).isEqualTo("[\"read\",\"write\"]");
        assertThat(shown.get("attributes")).isEqualTo(me.get("attributes"));
        assertThat(shown.get("networks").toString()).isEqualTo("[\"127.0.0.0/8\",\"::1/128\"]");
        assertThat(shown.get("createdBy").asString()).isEqualTo("deployer");
        assertThat(shown.get("revokedBy").asString()).isEqualTo("root");
        assertThat(shown.get("revokeReason").asString()).isEqualTo("leaked in a log");
    }

    @Test
    void currentToken_rotated_isReplacedByASuccessorThatIsShownOnce() throws Exception {
        HttpResponse<String> answer = send(ada, "POST", "/api/tokens/current/rotate", null);
        JsonNode rotated = body(answer);
        String secret = rotated.get("token").asString();

        assertThat(answer.statusCode()).isEqualTo(201);
        assertThat(answer.headers().firstValue("Cache-Control")).contains("no-store");
        assertThat(rotated.propertyNames())
                .containsExactly("token", "id", "label", "expiresAt", "predecessorId", "predecessorEndsAt");
        assertThat(rotated.get("label").asString()).isEqualTo("laptop");
        assertThat(rotated.get("predecessorId").asString()).isEqualTo(ada.id());
        assertThat(Instant.parse(rotated.get("predecessorEndsAt").asString()))
                .isBetween(
                        Instant.now().plus(Duration.ofMinutes(59)),
                        Instant.now().plus(Duration.ofHours(1)));
        assertThat(app.send(secret, "GET", "/api/me", "application/json", null).body())
                .contains("\"tokenId\":\"" + rotated.get("id").asString() + "\"");
        JsonNode listed = body(send(ada, "GET", "/api/tokens", null)).get("tokens");
        assertThat(listed.toString()).doesNotContain(secret);
        assertThat(listed.get(0).get("predecessorId").asString()).isEqualTo(ada.id());
        assertThat(listed.get(1).get("successorId")).isEqualTo(rotated.get("id"));
    }

    @Test
    void currentToken_rotatedAgain_isAConflict() throws Exception {
        send(ada, "POST", "/api/tokens/current/rotate", null);

        isProblem(
                send(ada, "POST", "/api/tokens/current/rotate", null),
                409,
                "The token was already rotated. Rotate its successor.");
        assertThat(app.tokens.list(TokenQuery.of(owner))).hasSize(2);
    }

    @ParameterizedTest
    @ValueSource(strings = {"%zz", "%ff", "%e4"})
    void query_wronglyEncoded_isABadRequest(String value) throws Exception {
        RawHttp.Answer answer = RawHttp.get(
                URI.create(app.url("")).getPort(),
                "/api/tokens?include=" + value,
                "Authorization: Bearer " + ada.secret().reveal());

        assertThat(answer.status()).isEqualTo(400);
        assertThat(answer.header("Content-Type")).containsExactly("application/problem+json");
        assertThat(answer.body()).doesNotContain(value);
    }

    @Test
    void tokens_onManyPages_areListedOnceEach() throws Exception {
        Set<String> issued = new HashSet<>(Set.of(ada.id()));
        for (int i = 0; i < 6; i++) {
            issued.add(app.tokens.issue(owner, null).id());
        }
        assertThat(idsOnPages("/api/tokens?include=revoked&", "tokens", 7, List.of(7)))
                .containsExactlyInAnyOrderElementsOf(issued);
        assertThat(idsOnPages("/api/tokens?", "tokens", 3, List.of(3, 3, 1)))
                .containsExactlyInAnyOrderElementsOf(issued);
    }

    @Test
    void documents_onManyPages_areListedNewestFirstOnceEach() throws Exception {
        List<String> added = new ArrayList<>();
        for (int i = 0; i < 7; i++) {
            HttpResponse<String> answer =
                    send(ada, "POST", "/api/documents", "{\"title\":\"%d\",\"body\":\"b\"}".formatted(i));
            added.add(0, body(answer).get("id").asString());
        }
        assertThat(idsOnPages("/api/documents?", "documents", 3, List.of(3, 3, 1)))
                .containsExactlyElementsOf(added);
        assertThat(idsOnPages("/api/documents?", "documents", 7, List.of(7))).hasSize(7);

        // A position stays valid when its document is deleted.
        JsonNode first = body(send(ada, "GET", "/api/documents?limit=2", null));
        send(ada, "DELETE", "/api/documents/" + added.get(1), null);
        JsonNode next = body(send(
                ada, "GET", "/api/documents?limit=2&after=" + first.get("next").asString(), null));
        assertThat(next.get("documents").get(0).get("id").asString()).isEqualTo(added.get(2));
    }

    /** Follows the pages of a list, whose sizes must be these. */
    private List<String> idsOnPages(String path, String name, int limit, List<Integer> sizes) throws Exception {
        List<String> ids = new ArrayList<>();
        String after = "";
        for (int size : sizes) {
            JsonNode page = body(send(ada, "GET", path + "limit=" + limit + after, null));
            assertThat(page.get(name)).hasSize(size);
            page.get(name).forEach(item -> ids.add(item.get("id").asString()));
            after = page.has("next") ? "&after=" + page.get("next").asString() : "no next page";
        }
        assertThat(after).isEqualTo("no next page");
        return ids;
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "limit=0",
                "limit=201",
                "limit=-1",
                "limit=x",
                "limit=",
                "after=",
                "after=x",
                "after=1.",
                "after=1.%27"
            })
    void page_invalid_isABadRequest(String parameter) throws Exception {
        for (String path : List.of("/api/documents?", "/api/tokens?")) {
            isProblem(
                    send(ada, "GET", path + parameter, null),
                    400,
                    "The parameter '" + parameter.split("=")[0] + "' must be");
        }
    }

    @Test
    void documents_ofAnOwner_areLimitedInNumber() throws Exception {
        int clients = 8;
        insertDocuments(DocumentStore.MAX_PER_OWNER - clients);
        ExecutorService threads = Executors.newFixedThreadPool(clients);
        try {
            List<Future<Integer>> statuses = threads.invokeAll(Collections.nCopies(
                    3 * clients,
                    () -> send(ada, "POST", "/api/documents", "{\"title\":\"a\",\"body\":\"b\"}")
                            .statusCode()));
            for (Future<Integer> status : statuses) {
                assertThat(status.get()).isIn(201, 409);
            }
        } finally {
            threads.shutdownNow();
        }
        isProblem(
                send(ada, "POST", "/api/documents", "{\"title\":\"a\",\"body\":\"b\"}"),
                409,
                "You have 1000 documents, which is the limit. Delete one and try again.");
        int count = countDocuments();
        assertThat(count).isBetween(DocumentStore.MAX_PER_OWNER, DocumentStore.MAX_PER_OWNER + clients);
        assertThat(send(grace, "POST", "/api/documents", "{\"title\":\"a\",\"body\":\"b\"}")
                        .statusCode())
                .isEqualTo(201);

        for (int i = DocumentStore.MAX_PER_OWNER; i <= count; i++) {
            String newest = body(send(ada, "GET", "/api/documents?limit=1", null))
                    .get("documents")
                    .get(0)
                    .get("id")
                    .asString();
            assertThat(send(ada, "DELETE", "/api/documents/" + newest, null).statusCode())
                    .isEqualTo(204);
        }
        assertThat(send(ada, "POST", "/api/documents", "{\"title\":\"a\",\"body\":\"b\"}")
                        .statusCode())
                .isEqualTo(201);
    }

    private int countDocuments() throws Exception {
        int count = 0;
        String after = "";
        while (true) {
            JsonNode page = body(send(ada, "GET", "/api/documents?limit=200" + after, null));
            count += page.get("documents").size();
            if (!page.has("next")) {
                return count;
            }
            after = "&after=" + page.get("next").asString();
        }
    }

    /** Imports documents of the owner, which is faster than posting them. */
    private void insertDocuments(int count) throws Exception {
        StringBuilder lines =
                new StringBuilder("{\"type\":\"header\",\"format\":\"anchorify-export\",\"version\":1}\n");
        for (int i = 0; i < count; i++) {
            lines.append("{\"type\":\"document\",\"id\":\"%s-%04d\",\"owner\":\"%s\",\"title\":\"a\","
                            .formatted(owner, i, owner))
                    .append("\"body\":\"b\",\"createdAt\":\"2026-03-01T09:31:00.000001Z\"}\n");
        }
        lines.append("{\"type\":\"end\",\"tokens\":0,\"documents\":%d}\n".formatted(count));
        HttpResponse<String> answer =
                app.send(TestApp.ADMIN_TOKEN, "POST", "/api/admin/import", "application/x-ndjson", lines.toString());
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
    }

    @Test
    void lastUsed_afterARequest_isShownWithinSeconds() throws Exception {
        send(ada, "GET", "/api/me", null);
        Awaitility.await()
                .atMost(3, TimeUnit.SECONDS)
                .until(() -> !body(send(ada, "GET", "/api/tokens", null))
                        .get("tokens")
                        .get(0)
                        .get("lastUsedAt")
                        .isNull());
    }

    @Test
    void token_deleted_isRejected() throws Exception {
        IssuedToken other = app.tokens.issue(owner, "other");
        assertThat(send(other, "GET", "/api/me", null).statusCode()).isEqualTo(200);

        HttpResponse<String> answer = send(ada, "DELETE", "/api/tokens/" + other.id(), null);
        assertThat(answer.statusCode()).isEqualTo(204);
        assertThat(answer.body()).isEmpty();

        assertThat(send(other, "GET", "/api/me", null).statusCode()).isEqualTo(401);
        assertThat(send(ada, "DELETE", "/api/tokens/" + other.id(), null).statusCode())
                .isEqualTo(204);
    }

    @Test
    void currentToken_deleted_isRejected() throws Exception {
        assertThat(send(ada, "DELETE", "/api/tokens/current", null).statusCode())
                .isEqualTo(204);
        assertThat(send(ada, "DELETE", "/api/tokens/current", null).statusCode())
                .isEqualTo(401);
    }

    @Test
    void token_ofAnotherOwner_isNotFound() throws Exception {
        HttpResponse<String> hers = send(ada, "DELETE", "/api/tokens/" + grace.id(), null);
        HttpResponse<String> none = send(ada, "DELETE", "/api/tokens/nothing", null);

        isProblem(hers, 404, "You have no such token.");
        assertThat(hers.body()).isEqualTo(none.body());
        assertThat(send(grace, "GET", "/api/me", null).statusCode()).isEqualTo(200);
    }

    @Test
    void token_creation_isNotAllowed() throws Exception {
        isProblem(send(ada, "POST", "/api/tokens", "{}"), 405, "This resource does not support the method.");
        assertThat(app.tokens.list(TokenQuery.of(owner))).hasSize(1);
    }

    @Test
    void document_lifecycle_isVisibleToItsOwnerOnly() throws Exception {
        HttpResponse<String> added =
                send(ada, "POST", "/api/documents", "{\"title\":\"Hé 😀\",\"body\":\"line\\nline\"}");
        assertThat(added.statusCode()).isEqualTo(201);
        String location = added.headers().firstValue("Location").orElseThrow();
        assertThat(location).isEqualTo("/api/documents/" + body(added).get("id").asString());

        HttpResponse<String> shown = send(ada, "GET", location, null);
        assertThat(body(shown)).isEqualTo(body(added));
        assertThat(body(shown).get("title").asString()).isEqualTo("Hé 😀");
        JsonNode listed = body(send(ada, "GET", "/api/documents", null)).get("documents");
        assertThat(listed).hasSize(1);
        assertThat(listed.get(0).propertyNames()).containsExactly("id", "title", "createdAt");

        assertThat(body(send(grace, "GET", "/api/documents", null)).get("documents"))
                .isEmpty();
        isProblem(send(grace, "GET", location, null), 404, "You have no such document.");
        isProblem(send(grace, "DELETE", location, null), 404, "You have no such document.");
        assertThat(send(ada, "DELETE", location, null).statusCode()).isEqualTo(204);
        isProblem(send(ada, "DELETE", location, null), 404, "You have no such document.");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "null",
                "[]",
                "{",
                "{\"title\":\"a\"}",
                "{\"title\":\"a\",\"body\":\"\"}",
                "{\"title\":\" \",\"body\":\"b\"}",
                "{\"title\":\"a\",\"body\":\"b\",\"more\":1}",
                "{\"title\":\"a\",\"title\":\"a\",\"body\":\"b\"}",
                "{\"title\":1,\"body\":\"b\"}",
                "{\"title\":1.5,\"body\":\"b\"}",
                "{\"title\":true,\"body\":\"b\"}",
                "{\"title\":\"a\",\"body\":\"b\"} {}",
                "{\"title\":\"a\\u0000\",\"body\":\"b\"}"
            })
    void document_invalid_isABadRequest(String body) throws Exception {
        assertThat(send(ada, "POST", "/api/documents", body).statusCode()).isEqualTo(400);
        assertThat(body(send(ada, "GET", "/api/documents", null)).get("documents"))
                .isEmpty();
    }

    @Test
    void document_tooLong_namesTheLimit() throws Exception {
        String title = "{\"title\":\"%s\",\"body\":\"b\"}".formatted("t".repeat(201));
        isProblem(send(ada, "POST", "/api/documents", title), 400, "The field 'title' must have 1 to 200 characters");
        String huge = "{\"title\":\"a\",\"body\":\"%s\"}".formatted("b".repeat(200_000));
        isProblem(send(ada, "POST", "/api/documents", huge), 413, "at most 131072 bytes");
    }

    /** Larger than all buffers, so that the client is still sending when the server rejects it. */
    @Test
    void document_largerThanAllBuffers_isReadSoThatTheClientSeesTheResponse() throws Exception {
        String huge = "b".repeat(12_000_000);
        String answer = RawHttp.exchange(
                URI.create(app.url("/")).getPort(),
                "POST /api/documents HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\nAuthorization: Bearer "
                        + ada.secret().reveal() + "\r\nContent-Type: application/json\r\nContent-Length: "
                        + huge.length() + "\r\n\r\n" + huge);

        assertThat(answer).startsWith("HTTP/1.1 413 ").contains("at most 131072 bytes");
    }

    @Test
    void document_ofAnotherContentType_isUnsupported() throws Exception {
        HttpResponse<String> answer = app.send(ada.secret().reveal(), "POST", "/api/documents", "text/plain", "{}");
        isProblem(answer, 415, "application/json");
    }

    @ParameterizedTest
    @CsvSource({
        "PUT,/api/documents,'GET, HEAD, POST'",
        "POST,/api/me,'GET, HEAD'",
        "GET,/api/tokens/current,DELETE",
        "get,/api/me,'GET, HEAD'"
    })
    void method_notSupported_namesTheAllowedOnes(String method, String path, String allowed) throws Exception {
        HttpResponse<String> answer = send(ada, method, path, null);

        isProblem(answer, 405, "This resource does not support the method.");
        assertThat(answer.headers().firstValue("Allow")).contains(allowed);
    }

    @ParameterizedTest
    @ValueSource(strings = {"/api", "/api/", "/api/nothing", "/api/me/", "/api/tokens/a/b"})
    void path_unknown_isNotFoundWithATokenOnly(String path) throws Exception {
        isProblem(send(ada, "GET", path, null), 404, "No such resource.");
        assertThat(send(null, "GET", path, null).statusCode()).isEqualTo(401);
    }

    @Test
    void health_withoutToken_responds() throws Exception {
        assertThat(send(null, "GET", "/health/live", null).statusCode()).isEqualTo(200);
        assertThat(send(null, "GET", "/health/ready", null).body()).isEqualTo("{\"status\":\"ready\"}");
        assertThat(send(null, "GET", "/health/nothing", null).statusCode()).isEqualTo(404);
    }

    private HttpResponse<String> send(IssuedToken token, String method, String path, String body)
            throws IOException, InterruptedException {
        String secret = token == null ? null : token.secret().reveal();
        return app.send(secret, method, path, "application/json; charset=utf-8", body);
    }

    private JsonNode body(HttpResponse<String> answer) {
        return json.readTree(answer.body());
    }

    private void isProblem(HttpResponse<String> answer, int status, String detail) {
        assertThat(answer.statusCode()).isEqualTo(status);
        assertThat(answer.headers().firstValue("Content-Type")).contains("application/problem+json");
        assertThat(body(answer).get("status").asInt()).isEqualTo(status);
        assertThat(body(answer).get("detail").asString()).contains(detail);
    }
}
