package io.anchorify.auth.web;

import static io.anchorify.auth.web.TestApi.errors;
import static io.anchorify.auth.web.TestApi.json;
import static io.anchorify.auth.web.TestApi.list;
import static io.anchorify.auth.web.TestApi.problem;
import static org.assertj.core.api.Assertions.assertThat;

import io.anchorify.auth.IssuedToken;
import io.anchorify.auth.Token;
import io.anchorify.auth.TokenQuery;
import io.anchorify.auth.TokenRequest;
import io.anchorify.auth.web.internal.json.Json;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class AdminEndpointsTest {

    private static TestHost host;
    private static TestApi root;
    private static IssuedToken ci;
    private static IssuedToken laptop;
    private static IssuedToken old;

    @BeforeAll
    static void start() {
        host = TestHost.start();
        root = new TestApi(host.browser("root"));
        ci = host.tokens.issue(TokenRequest.of("ada")
                .label("ci")
                .scopes("deploy")
                .createdBy("robot")
                .expiresIn(Duration.ofDays(2)));
        laptop = host.tokens.issue("b+ob", "laptop");
        old = host.tokens.issue("ada", "old");
        host.tokens.revoke("ada", old.id());
        host.tokens.authenticate(laptop.secret().reveal());
        host.tokens.flush(Duration.ofSeconds(5));
    }

    @AfterAll
    static void stop() {
        host.close();
    }

    @ParameterizedTest
    @CsvSource({
        "'',                                        'laptop,ci'",
        "?show=all,                                 'old,laptop,ci'",
        "?show=revoked,                             old",
        "?show=ended&owner=b%2Bob,                  ''",
        "?owner=ada,                                ci",
        "?owner=,                                   'laptop,ci'",
        "?q=apt,                                    laptop",
        "?scope=deploy,                             ci",
        "?createdBy=robot,                          ci",
        "?filter=never-used,                        ci",
        "?filter=expiring,                          ci",
        "?filter=never-expiring,                    laptop",
        "?filter=never-used&filter=never-expiring,  ''",
        "?filter=unused,                            ''",
        "?show=ended&filter=presented,              ''",
        "?expiringBefore=9000-01-01T00:00:00Z,      ci",
        "?createdBefore=2000-01-01T00:00:00Z,       ''",
        "?unusedSince=9000-01-01T00:00:00Z,         'laptop,ci'"
    })
    void list_withAFilter_selectsTokensOfAllOwners(String query, String labels) {
        HttpResponse<String> answer = root.get("/admin/tokens" + query);

        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
        assertThat(list(answer, "tokens").stream().map(token -> (String) token.get("label")))
                .containsExactlyInAnyOrder(labels.isEmpty() ? new String[0] : labels.split(","));
    }

    @Test
    void list_pageByPage_returnsEachTokenWithItsOwner() {
        HttpResponse<String> first = root.get("/admin/tokens?show=all&limit=2");
        HttpResponse<String> second =
                root.get("/admin/tokens?show=all&limit=2&after=" + json(first).get("next"));

        assertThat(list(first, "tokens"))
                .extracting(token -> token.get("owner"))
                .containsExactly("ada", "b+ob");
        assertThat(list(second, "tokens")).extracting(token -> token.get("id")).containsExactly(ci.id());
        assertThat(json(second)).containsEntry("next", null);
    }

    @ParameterizedTest
    @CsvSource({
        "show=x, show",
        "filter=x, filter",
        "unusedSince=yesterday, unusedSince",
        "createdBefore=-1000-01-01T00:00:00Z, createdBefore",
        "expiringBefore=%2B999999999-01-01T00:00:00Z, expiringBefore",
        "owner=a%00b, owner",
        "q=a%00b, q",
        "scope=a%20b, scope",
        "scope=a%00b, scope",
        "createdBy=a%00b, createdBy",
        "limit=0, limit",
        "limit=201, limit",
        "limit=1e2, limit",
        "after=x, after",
        "after=2026-01-01T00:00:00Z~%00, after",
        "after=x~y, after"
    })
    void list_withAnInvalidParameter_namesIt(String query, String parameter) {
        assertThat(errors(root.get("/admin/tokens?" + query))).containsOnlyKeys(parameter);
    }

    @Test
    void counts_ofAFilter_tellActiveFromEnded() {
        assertThat(json(root.get("/admin/counts")))
                .containsEntry("active", new Json.Literal("2"))
                .containsEntry("ended", new Json.Literal("1"));
        assertThat(json(root.get("/admin/counts?owner=b%2Bob"))).containsEntry("ended", new Json.Literal("0"));
    }

    @Test
    void identify_ofASecret_answersItsToken() {
        HttpResponse<String> answer = root.send(
                "POST", "/admin/identify", "{\"token\": \" " + laptop.secret().reveal() + "\"}");

        assertThat(json(answer)).containsEntry("id", laptop.id()).containsEntry("owner", "b+ob");
        assertThat(answer.body()).doesNotContain(laptop.secret().reveal());
        problem(root.send("POST", "/admin/identify", "{\"token\": \"unknown\"}"), 404, "not-found");
        assertThat(errors(root.send("POST", "/admin/identify", "{}"))).containsOnlyKeys("token");
    }

    @Test
    void revoke_byFilter_recordsWhoAndWhy() {
        try (TestHost other = TestHost.start()) {
            String unused =
                    other.tokens.issue(TokenRequest.of("ada").scopes("deploy")).id();
            String withoutScope = other.tokens.issue("ada", "laptop").id();

            HttpResponse<String> answer = new TestApi(other.browser("root"))
                    .send(
                            "POST",
                            "/admin/revoke",
                            "{\"filter\": [\"never-used\"], \"scope\": \"deploy\", \"reason\": \"leak\"}");

            assertThat(json(answer)).containsEntry("revoked", new Json.Literal("1"));
            Token revoked = other.tokens.find("ada", unused).orElseThrow();
            assertThat(revoked.revokedBy()).isEqualTo("root");
            assertThat(revoked.revokeReason()).isEqualTo("leak");
            assertThat(other.tokens.list(TokenQuery.all()))
                    .extracting(Token::id)
                    .containsExactly(withoutScope);
        }
    }

    @Test
    void revoke_ofEverything_mustBeAskedForByName() {
        try (TestHost other = TestHost.start()) {
            other.tokens.issue("ada", null);
            other.tokens.issue("bob", null);

            assertThat(json(new TestApi(other.browser("root"))
                            .send("POST", "/admin/revoke", "{\"everything\": true, \"reason\": \"breach\"}")))
                    .containsEntry("revoked", new Json.Literal("2"));
        }
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "{'reason': 'x'}                                     | everything",
                "{'reason': 'x', 'filter': []}                       | everything",
                "{'reason': 'x', 'everything': false}                | everything",
                "{'reason': 'x', 'everything': 'true'}               | everything",
                "{'reason': 'x', 'everything': true, 'owner': 'ada'} | everything",
                "{'owner': 'ada'}                                    | reason",
                "{'owner': 'ada', 'reason': ''}                      | reason",
                "{'owner': 'ada', 'reason': 'a\\u0000'}              | reason",
                "{'owner': '', 'reason': 'x'}                        | owner",
                "{'owner': null, 'scope': 'a', 'reason': 'x'}        | owner",
                "{'scope': 'a', 'filter': null, 'reason': 'x'}       | filter",
                "{'owner': 'ada', 'filter': ['x'], 'reason': 'x'}    | filter",
                "{'owner': 'ada', 'filter': 'unused', 'reason': 'x'} | filter",
                "{'owner': 'ada', 'unused': true, 'reason': 'x'}     | unused",
                "{'owner': 'ada', 'show': 'all', 'reason': 'x'}      | show",
                "{'owner': 1, 'reason': 'x'}                         | owner"
            })
    void revoke_withoutAClearFilter_revokesNothing(String body, String field) {
        assertThat(errors(root.send("POST", "/admin/revoke", body.replace('\'', '"'))))
                .containsOnlyKeys(field);
        assertThat(host.tokens.list(TokenQuery.all())).hasSize(2);
    }

    @Test
    void revoke_ofOneToken_needsItsOwner() {
        // Revoked before, so that the other tests see the same tokens.
        String path = "/admin/tokens/" + old.id() + "/revoke";

        problem(root.send("POST", path, "{\"owner\": \"b+ob\"}"), 404, "not-found");
        assertThat(errors(root.send("POST", path, "{}"))).containsOnlyKeys("owner");
        assertThat(errors(root.send("POST", path, "{\"owner\": \"ada\", \"reason\": \"\"}")))
                .containsOnlyKeys("reason");
        assertThat(root.send("POST", path, "{\"owner\": \"ada\", \"reason\": \"left\"}")
                        .statusCode())
                .isEqualTo(204);
    }

    @Test
    void revoke_ofOneToken_recordsWhoAndWhy() {
        try (TestHost other = TestHost.start()) {
            String id = other.tokens.issue("b+ob", null).id();

            new TestApi(other.browser("root"))
                    .send("POST", "/admin/tokens/" + id + "/revoke", "{\"owner\": \"b+ob\", \"reason\": \"left\"}");

            Token revoked = other.tokens.find("b+ob", id).orElseThrow();
            assertThat(revoked.revokedBy()).isEqualTo("root");
            assertThat(revoked.revokeReason()).isEqualTo("left");
        }
    }

    @Test
    void everyPath_forOthers_looksUnknown() {
        TestApi ada = new TestApi(host.browser("ada"));
        Map<String, Object> unknown = problem(ada.get("/nothing/here"), 404, "not-found");

        for (String path : List.of("tokens", "counts", "identify", "revoke", "tokens/" + laptop.id() + "/revoke")) {
            for (String method : List.of("GET", "POST", "PUT")) {
                HttpResponse<String> answer =
                        ada.send(method, "/admin/" + path, "{\"owner\": \"b+ob\", \"reason\": \"x\"}");
                assertThat(problem(answer, 404, "not-found")).isEqualTo(unknown);
                assertThat(answer.headers().map()).doesNotContainKey("allow");
            }
        }
        assertThat(host.tokens.find("b+ob", laptop.id()).orElseThrow().revokedAt())
                .isNull();
    }
}
