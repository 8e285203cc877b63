package io.anchorify.examples.jetty;

import static org.assertj.core.api.Assertions.assertThat;

import io.anchorify.auth.IssuedToken;
import io.anchorify.auth.Token;
import io.anchorify.auth.TokenQuery;
import io.anchorify.auth.TokenQuery.Which;
import io.anchorify.auth.TokenRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
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

/** The operator's routes for the tokens of all owners, on each database. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
abstract class AdminTokensContract {

    private static final AtomicInteger OWNERS = new AtomicInteger();

    private final JsonMapper json = JsonMapper.builder().build();

    private TestApp app;
    private String owner;
    private IssuedToken laptop;

    /** Starts the application on an empty database. */
    abstract TestApp start() throws Exception;

    @BeforeAll
    final void startApp() throws Exception {
        app = start();
    }

    @BeforeEach
    final void issueToken() {
        owner = "owner-" + OWNERS.incrementAndGet();
        laptop = app.tokens.issue(owner, "laptop");
    }

    @AfterAll
    final void stop() {
        app.close();
    }

    @ParameterizedTest
    @CsvSource({
        "GET,/api/admin/tokens",
        "GET,/api/admin/tokens/count",
        "POST,/api/admin/tokens/revoke",
        "POST,/api/admin/tokens/identify",
        "POST,/api/admin/erase",
        "POST,/api/admin/purge"
    })
    void route_withUserToken_isForbidden(String method, String path) throws Exception {
        String body = method.equals("POST")
                ? "{\"owner\":\"%s\",\"id\":\"%s\",\"reason\":\"x\"}".formatted(owner, laptop.id())
                : null;

        isProblem(app.send(laptop.secret().reveal(), method, path, "application/json", body), 403, "scope");
        assertThat(app.send(null, method, path, "application/json", body).statusCode())
                .isEqualTo(401);
        assertThat(app.tokens.list(TokenQuery.of(owner))).hasSize(1);
    }

    @Test
    void list_ofAllOwners_namesTheOwnerOfEachToken() throws Exception {
        JsonNode listed = json.readTree(get("/api/admin/tokens?limit=1"));
        JsonNode token = listed.get("tokens").get(0);

        assertThat(token.get("owner").asString()).isEqualTo(owner);
        JsonNode own = json.readTree(app.send(laptop.secret().reveal(), "GET", "/api/tokens", "application/json", null)
                        .body())
                .get("tokens")
                .get(0);
        List<String> fields = new ArrayList<>(List.of("owner"));
        fields.addAll(own.propertyNames());
        assertThat(token.propertyNames()).containsExactlyElementsOf(fields);
        assertThat(token.get("id").asString()).isEqualTo(laptop.id());
    }

    @Test
    void list_onManyPages_containsEachTokenOnce() throws Exception {
        List<String> issued = new ArrayList<>(List.of(laptop.id()));
        IntStream.range(0, 6)
                .forEach(i -> issued.add(0, app.tokens.issue(owner, null).id()));
        List<String> ids = new ArrayList<>();
        String after = "";
        for (int size : new int[] {3, 3, 1}) {
            JsonNode page = json.readTree(get("/api/admin/tokens?limit=3&owner=" + owner + after));
            assertThat(page.get("tokens")).hasSize(size);
            page.get("tokens").forEach(token -> ids.add(token.get("id").asString()));
            after = page.has("next") ? "&after=" + page.get("next").asString() : "none";
        }
        assertThat(after).isEqualTo("none");
        assertThat(ids).containsExactlyInAnyOrderElementsOf(issued);
    }

    @Test
    void filters_ofAListAndItsCount_selectTheSameTokens() throws Exception {
        IssuedToken ci = app.tokens.issue(TokenRequest.of(owner)
                .label("ci of a%b")
                .scopes("documents:read")
                .expiresIn(Duration.ofDays(5)));
        IssuedToken old = app.tokens.issue(owner, "old");
        app.tokens.revoke(owner, old.id());
        Instant soon = Instant.now().plus(Duration.ofMinutes(1));

        assertSelects("", laptop, ci);
        assertSelects("&state=all", laptop, ci, old);
        assertSelects("&state=ended", old);
        assertSelects("&state=revoked", old);
        assertSelects("&state=expired");
        assertSelects("&state=superseded");
        assertSelects("&labelContains=a%25b", ci);
        assertSelects("&scope=documents:read", ci);
        assertSelects("&idPrefix=" + laptop.id().substring(0, 8), laptop);
        assertSelects("&unusedSince=" + soon, laptop, ci);
        assertSelects("&unusedSince=2026-01-01T00:00:00Z");
        assertSelects("&expiringBefore=" + Instant.now().plus(Duration.ofDays(6)), ci);
        assertSelects("&neverExpiring=true", laptop);
        assertSelects("&neverExpiring=false&labelContains=laptop", laptop);
    }

    private void assertSelects(String filter, IssuedToken... expected) throws Exception {
        String query = "?owner=" + owner + filter;
        JsonNode listed = json.readTree(get("/api/admin/tokens" + query)).get("tokens");
        assertThat(listed.findValuesAsString("id"))
                .as(filter)
                .containsExactlyInAnyOrderElementsOf(
                        List.of(expected).stream().map(IssuedToken::id).toList());
        assertThat(get("/api/admin/tokens/count" + query)).isEqualTo("{\"count\":" + expected.length + "}");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "owner=",
                "idPrefix=a%25",
                "labelContains=%00",
                "scope=a%20b",
                "state=none",
                "state=",
                "unusedSince=yesterday",
                "unusedSince=1969-01-01T00:00:00Z",
                "expiringBefore=%2B1000000000-12-31T23:59:59Z",
                "neverExpiring=yes"
            })
    void filter_invalid_isNamed(String parameter) throws Exception {
        for (String path : List.of("/api/admin/tokens?", "/api/admin/tokens/count?")) {
            isProblem(
                    admin("GET", path + parameter, null),
                    400,
                    "alue of '" + parameter.split("=")[0] + "'");
        }
    }

    @Test
    void revoke_ofOneToken_recordsActorAndReason() throws Exception {
        IssuedToken other = app.tokens.issue(owner, "other");
        String body = "{\"owner\":\"%s\",\"id\":\"%s\",\"reason\":\"found in a log\"}".formatted(owner, laptop.id());

        assertThat(post("/api/admin/tokens/revoke", body)).isEqualTo("{\"revoked\":1}");
        assertThat(post("/api/admin/tokens/revoke", body)).isEqualTo("{\"revoked\":0}");
        Token revoked = app.tokens.find(owner, laptop.id()).orElseThrow();
        assertThat(revoked.revokedBy()).isEqualTo("operator");
        assertThat(revoked.revokeReason()).isEqualTo("found in a log");
        assertThat(statusOf(laptop)).isEqualTo(401);
        assertThat(statusOf(other)).isEqualTo(200);
        isProblem(
                admin("POST", "/api/admin/tokens/revoke", body.replace(owner, "somebody")),
                404,
                "This owner has no such token.");
    }

    @Test
    void revoke_byFilter_revokesTheSelectedTokensOnly() throws Exception {
        IssuedToken ci = app.tokens.issue(owner, "ci 1");
        IssuedToken other = app.tokens.issue(owner + "-other", "ci 2");

        assertThat(post(
                        "/api/admin/tokens/revoke",
                        "{\"owner\":\"%s\",\"labelContains\":\"ci\",\"reason\":\"x\"}".formatted(owner)))
                .isEqualTo("{\"revoked\":1}");
        assertThat(statusOf(ci)).isEqualTo(401);
        assertThat(statusOf(laptop)).isEqualTo(200);
        assertThat(statusOf(other)).isEqualTo(200);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{}",
                "{\"reason\":\"x\"}",
                "{\"neverExpiring\":false,\"reason\":\"x\"}",
                "{\"owner\":\"$owner\"}",
                "{\"owner\":\"$owner\",\"reason\":\"\"}",
                "{\"owner\":\"$owner\",\"reason\":\"a\\nb\"}",
                "{\"owner\":\"$owner\",\"state\":\"none\",\"reason\":\"x\"}",
                "{\"owner\":\"$owner\",\"lable\":\"x\",\"reason\":\"x\"}",
                "{\"id\":\"$id\",\"reason\":\"x\"}",
                "{\"owner\":\"$owner\",\"id\":\"$id\",\"state\":\"all\",\"reason\":\"x\"}"
            })
    void revoke_invalid_changesNothing(String body) throws Exception {
        HttpResponse<String> answer = admin(
                "POST",
                "/api/admin/tokens/revoke",
                body.replace("$owner", owner).replace("$id", laptop.id()));

        assertThat(answer.statusCode()).isEqualTo(400);
        assertThat(statusOf(laptop)).isEqualTo(200);
    }

    @Test
    void identify_ofASecret_namesItsTokenInAnyState() throws Exception {
        String secret = laptop.secret().reveal();
        app.tokens.revoke(owner, laptop.id());

        String answer = post("/api/admin/tokens/identify", "{\"secret\":\"" + secret + "\"}");

        assertThat(answer)
                .startsWith("{\"owner\":\"%s\",\"id\":\"%s\",".formatted(owner, laptop.id()))
                .contains("\"state\":\"revoked\"")
                .doesNotContain(secret);
    }

    @ParameterizedTest
    @CsvSource({
        "'{\"secret\":\"jf_canary\"}',404,No token has this secret",
        "'{\"secret\":\"\"}',404,No token has this secret",
        "{},400,The field 'secret' is missing.",
        "'{\"secret\":7}',400,is not a valid JSON object",
        "'{\"secret\":\"jf_canary\"',400,is not a valid JSON object"
    })
    void identify_ofAnythingElse_doesNotEchoIt(String body, int status, String detail) throws Exception {
        HttpResponse<String> answer = admin("POST", "/api/admin/tokens/identify", body);

        isProblem(answer, status, detail.replace("\"", ""));
        assertThat(answer.body()).doesNotContain("canary");
    }

    @Test
    void erase_ofAnOwner_deletesTokensAndDocuments() throws Exception {
        IssuedToken other = app.tokens.issue(owner + "-other", null);
        String document = "{\"title\":\"t\",\"body\":\"b\"}";
        for (IssuedToken token : List.of(laptop, other)) {
            app.send(token.secret().reveal(), "POST", "/api/documents", "application/json", document);
        }

        String body = "{\"owner\":\"" + owner + "\"}";
        assertThat(post("/api/admin/erase", body)).isEqualTo("{\"tokens\":1,\"documents\":1}");
        assertThat(post("/api/admin/erase", body)).isEqualTo("{\"tokens\":0,\"documents\":0}");
        assertThat(statusOf(laptop)).isEqualTo(401);
        assertThat(app.tokens.list(TokenQuery.of(owner).which(Which.ALL))).isEmpty();
        assertThat(app.send(other.secret().reveal(), "GET", "/api/documents", "application/json", null)
                        .body())
                .contains("\"title\":\"t\"");
        isProblem(admin("POST", "/api/admin/erase", "{}"), 400, "Invalid field 'owner'");
    }

    @Test
    void purge_ofEndedTokens_keepsActiveOnes() throws Exception {
        IssuedToken ended = app.tokens.issue(owner, "ended");
        app.tokens.revoke(owner, ended.id());

        String answer = post("/api/admin/purge", "{\"before\":\"" + Instant.now() + "\"}");

        assertThat(json.readTree(answer).get("purged").asInt()).isPositive();
        assertThat(app.tokens.list(TokenQuery.of(owner).which(Which.ALL)))
                .extracting(Token::id)
                .containsExactly(laptop.id());
        isProblem(
                admin("POST", "/api/admin/purge", "{\"before\":\"9999-01-01T00:00:00Z\"}"),
                400,
                "this time is in the future");
        isProblem(admin("POST", "/api/admin/purge", "{}"), 400, "The value of 'before' must be a time");
    }

    private int statusOf(IssuedToken token) throws Exception {
        return app.send(token.secret().reveal(), "GET", "/api/me", "application/json", null)
                .statusCode();
    }

    private HttpResponse<String> admin(String method, String path, String body) throws Exception {
        return app.send(TestApp.ADMIN_TOKEN, method, path, "application/json", body);
    }

    private String get(String path) throws Exception {
        return ok(admin("GET", path, null));
    }

    private String post(String path, String body) throws Exception {
        return ok(admin("POST", path, body));
    }

    private static String ok(HttpResponse<String> answer) {
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
        return answer.body();
    }

    private void isProblem(HttpResponse<String> answer, int status, String detail) {
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(status);
        assertThat(answer.headers().firstValue("Content-Type")).contains("application/problem+json");
        assertThat(json.readTree(answer.body()).get("detail").asString()).contains(detail);
    }
}
