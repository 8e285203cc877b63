package io.anchorify.auth.web;

import static io.anchorify.auth.web.TestApi.errors;
import static io.anchorify.auth.web.TestApi.json;
import static io.anchorify.auth.web.TestApi.list;
import static io.anchorify.auth.web.TestApi.problem;
import static org.assertj.core.api.Assertions.assertThat;

import io.anchorify.auth.Authentication.Authenticated;
import io.anchorify.auth.Authentication.Rejected;
import io.anchorify.auth.IssuedToken;
import io.anchorify.auth.Token;
import io.anchorify.auth.TokenPolicy;
import io.anchorify.auth.TokenQuery;
import io.anchorify.auth.TokenQuery.Which;
import io.anchorify.auth.TokenRequest;
import io.anchorify.auth.web.internal.json.Json;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class TokenEndpointsTest {

    private static final int MAXIMUM = 60;

    private static final Map<String, TestApi> APIS = new ConcurrentHashMap<>();

    private static TestHost host;

    @BeforeAll
    static void start() {
        host = TestHost.start(
                service ->
                        service.policy(TokenPolicy.none().maximumTokens(MAXIMUM).maximumLifetime(Duration.ofDays(100))),
                web -> web.offer(TokenOffer.standard()
                                .scope("read", "Read your documents")
                                .scope("write", "Change your documents")
                                .attribute("project", "Project", "website", "shop"))
                        .loginCommand(LoginCommand.of("anchorify login", "--token-prompt", "--token")));
    }

    @AfterAll
    static void stop() {
        host.close();
    }

    /** One session for each user. */
    private static TestApi api(String user) {
        return APIS.computeIfAbsent(user, name -> new TestApi(host.browser(name)));
    }

    @Test
    void options_ofAUser_sayWhatCanBeChosen() {
        HttpResponse<String> answer = api("olga").get("/options");

        assertThat(answer.statusCode()).isEqualTo(200);
        assertThat(answer.headers().firstValue("Content-Type")).contains("application/json");
        assertThat(answer.headers().firstValue("Cache-Control")).contains("no-store");
        assertThat(answer.headers().firstValue("X-Content-Type-Options")).contains("nosniff");
        assertThat(json(answer))
                .containsEntry("user", "olga")
                .containsEntry("administrator", false)
                .containsEntry("reauthenticate", null)
                .containsEntry("maximumTokens", new Json.Literal("60"))
                .containsEntry(
                        "loginCommand",
                        Map.of(
                                "command",
                                "anchorify login",
                                "promptOption",
                                "--token-prompt",
                                "tokenOption",
                                "--token"))
                .containsEntry(
                        "attributes",
                        List.of(Map.of("key", "project", "label", "Project", "values", List.of("website", "shop"))))
                .containsEntry(
                        "scopes",
                        List.of(
                                Map.of("name", "read", "description", "Read your documents"),
                                Map.of("name", "write", "description", "Change your documents")))
                .hasEntrySatisfying(
                        "csrfToken", token -> assertThat(token).asString().hasSize(24))
                .hasEntrySatisfying(
                        "expires",
                        expires -> assertThat(expires.toString())
                                .contains("default=30", "never=false", "digits=90")
                                .doesNotContain("365"));
    }

    @Test
    void create_withAllChoices_answersTheSecretOnce() {
        TestApi api = api("ada");
        HttpResponse<String> answer = api.send("POST", "/", """
                {"label": " laptop ", "expires": 30, "scopes": ["read"], "attributes": {"project": "shop"}}
                """);

        assertThat(answer.statusCode()).isEqualTo(201);
        assertThat(answer.headers().firstValue("Cache-Control")).contains("no-store");
        Map<String, Object> created = json(answer);
        String secret = (String) created.get("token");
        assertThat(created)
                .containsEntry("label", "laptop")
                .containsEntry("state", "active")
                .containsEntry("scopes", List.of("read"))
                .containsEntry("attributes", Map.of("project", "shop"))
                .containsEntry("shortId", created.get("id").toString().substring(0, 8));
        Token token = host.tokens.find("ada", (String) created.get("id")).orElseThrow();
        assertThat(Duration.between(token.createdAt(), token.expiresAt())).isEqualTo(Duration.ofDays(30));
        assertThat(host.tokens.authenticate(secret)).isInstanceOf(Authenticated.class);
        HttpResponse<String> again = api.get("/" + token.id());
        assertThat(json(again))
                .containsOnlyKeys(
                        "id",
                        "shortId",
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
        assertThat(again.body() + api.get("/").body()).doesNotContain(secret);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "{\"label\": \"a\\u0000b\"}                 | label",
                "{\"label\": 1}                             | label",
                "{\"label\": [\"a\"]}                       | label",
                "{\"expires\": 101}                         | expires",
                "{\"expires\": 1e2}                         | expires",
                "{\"expires\": 99999999999999999999999}     | expires",
                "{\"expires\": \"never\"}                   | expires",
                "{\"expires\": \"2020-01-01\"}              | expires",
                "{\"expires\": \"soon\"}                    | expires",
                "{\"scopes\": [\"admin\"]}                  | scopes",
                "{\"scopes\": [null]}                       | scopes",
                "{\"scopes\": \"read\"}                     | scopes",
                "{\"attributes\": {\"project\": \"other\"}} | attributes.project",
                "{\"attributes\": {\"role\": \"root\"}}     | attributes",
                "{\"attributes\": {\"project\": null}}      | attributes",
                "{\"attributes\": []}                       | attributes",
                "{\"owner\": \"root\"}                      | owner"
            })
    void create_withAnInvalidValue_namesTheField(String body, String field) {
        assertThat(errors(api("eve").send("POST", "/", body))).containsOnlyKeys(field);
        assertThat(host.tokens.list(TokenQuery.of("eve"))).isEmpty();
    }

    @Test
    void create_ofAGerman_namesTheProblemInGerman() {
        HttpResponse<String> answer =
                api("eve").send("POST", "/", "{\"expires\": \"soon\"}", "Accept-Language", "de-AT");
        HttpResponse<String> english = api("eve").send("POST", "/", "{\"expires\": \"soon\"}");

        assertThat(errors(answer).get("expires")).isNotEqualTo(errors(english).get("expires"));
    }

    @Test
    void create_beyondTheLimit_isAConflict() {
        for (int i = 0; i < MAXIMUM; i++) {
            host.tokens.issue("max", null);
        }

        Map<String, Object> problem = problem(api("max").send("POST", "/", "{}"), 409, "token-limit");
        assertThat(problem.get("detail")).asString().contains("60");
    }

    @Test
    void list_ofMoreThanOnePage_continuesUntilTheEnd() {
        for (int i = 0; i < 55; i++) {
            host.tokens.issue("liz", i < 2 ? "same" : "label " + i);
        }
        host.tokens.issue("other", "same");
        TestApi api = api("liz");

        HttpResponse<String> first = api.get("/?sort=label");
        assertThat(json(first)).containsEntry("total", new Json.Literal("55"));
        assertThat(list(first, "tokens")).hasSize(50);
        HttpResponse<String> second = api.get("/" + json(first).get("next"));
        assertThat(list(second, "tokens"))
                .hasSize(5)
                .filteredOn(token -> token.get("duplicateLabel").equals(true))
                .extracting(token -> token.get("label"))
                .containsExactly("same", "same");
        assertThat(json(second)).containsEntry("next", null);
        assertThat(list(api.get("/?q=LABEL+10"), "tokens"))
                .extracting(token -> token.get("label"))
                .containsExactly("label 10");
    }

    @Test
    void list_withUnknownValues_isTheDefault() {
        host.tokens.issue("una", "a");

        assertThat(list(api("una").get(""), "tokens")).hasSize(1);
        assertThat(list(api("una").get("/?show=x&filter=x&sort=x&dir=x&page=-1&after=x&other=x"), "tokens"))
                .hasSize(1);
    }

    @Test
    void rename_ofAToken_changesAndRemovesItsLabel() {
        String id = host.tokens.issue("ron", "old").id();
        TestApi api = api("ron");

        assertThat(json(api.send("PATCH", "/" + id, "{\"label\": \"new\"}"))).containsEntry("label", "new");
        assertThat(json(api.send("PATCH", "/" + id, "{\"label\": null}"))).containsEntry("label", null);
        assertThat(errors(api.send("PATCH", "/" + id, "{}"))).containsOnlyKeys("label");
        assertThat(errors(api.send("PATCH", "/" + id, "{\"label\": \"" + "x".repeat(101) + "\"}")))
                .containsOnlyKeys("label");
    }

    @Test
    void rotate_ofAToken_answersTheSuccessor() {
        IssuedToken old = host.tokens.issue("rob", "ci");
        TestApi api = api("rob");

        HttpResponse<String> answer = api.send("POST", "/" + old.id() + "/rotate", "{\"graceSeconds\": 60}");

        assertThat(answer.statusCode()).isEqualTo(201);
        Map<String, Object> successor = json(answer);
        assertThat(successor).containsEntry("predecessorId", old.id()).containsEntry("label", "ci");
        assertThat(Instant.parse((String) successor.get("predecessorEndsAt")))
                .isBetween(Instant.now(), Instant.now().plusSeconds(60));
        assertThat(host.tokens.authenticate((String) successor.get("token"))).isInstanceOf(Authenticated.class);
        problem(api.send("POST", "/" + old.id() + "/rotate", "{}"), 409, "already-rotated");
        host.tokens.revoke("rob", (String) successor.get("id"));
        problem(api.send("POST", "/" + successor.get("id") + "/rotate", "{}"), 409, "not-active");
    }

    @ParameterizedTest
    @CsvSource({"-1", "31536001", "1.5", "\"60\"", "99999999999999999999"})
    void rotate_withAnInvalidGrace_changesNothing(String grace) {
        String id = host.tokens.issue("gus", null).id();

        assertThat(errors(api("gus").send("POST", "/" + id + "/rotate", "{\"graceSeconds\": " + grace + "}")))
                .containsOnlyKeys("graceSeconds");
        assertThat(host.tokens.find("gus", id).orElseThrow().successorId()).isNull();
    }

    @Test
    void revoke_ofAToken_endsIt() {
        IssuedToken token = host.tokens.issue("ria", null);
        TestApi api = api("ria");

        HttpResponse<String> answer = api.send("DELETE", "/" + token.id(), "");

        assertThat(answer.statusCode()).isEqualTo(204);
        assertThat(answer.body()).isEmpty();
        assertThat(host.tokens.authenticate(token.secret().reveal())).isInstanceOf(Rejected.class);
        assertThat(api.send("DELETE", "/" + token.id(), "").statusCode()).isEqualTo(204);
    }

    @Test
    void revoke_ofSeveral_endsTheOwnOnes() {
        List<String> own = List.of(
                host.tokens.issue("sue", "1").id(),
                host.tokens.issue("sue", "2").id(),
                host.tokens.issue("sue", "3").id());
        String other = host.tokens.issue("other", "4").id();
        TestApi api = api("sue");

        assertThat(json(api.send(
                        "POST",
                        "/revoke",
                        "{\"ids\": [\"%s\", \"%s\", \"%s\", \"?\"]}".formatted(own.get(0), own.get(0), other))))
                .containsEntry("revoked", new Json.Literal("1"));
        assertThat(host.tokens.find("other", other).orElseThrow().revokedAt()).isNull();
        assertThat(json(api.send("POST", "/revoke", "{\"allExcept\": \"" + own.get(1) + "\"}")))
                .containsEntry("revoked", new Json.Literal("1"));
        assertThat(host.tokens.list(TokenQuery.of("sue"))).extracting(Token::id).containsExactly(own.get(1));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "{}                                  | 400",
                "{\"ids\": [], \"allExcept\": \"x\"} | 400",
                "{\"ids\": [1]}                      | 400",
                "{\"allExcept\": null}               | 400",
                "{\"allExcept\": \"unknown\"}        | 404"
            })
    void revoke_withoutAClearSelection_revokesNothing(String body, int status) {
        String id = host.tokens.issue("tom", null).id();

        assertThat(api("tom").send("POST", "/revoke", body).statusCode()).isEqualTo(status);
        assertThat(host.tokens.find("tom", id).orElseThrow().revokedAt()).isNull();
    }

    @ParameterizedTest
    @CsvSource({"GET, ''", "PATCH, ''", "DELETE, ''", "POST, /rotate"})
    void token_ofAnotherOwner_looksUnknown(String method, String suffix) {
        String id = host.tokens.issue("victim", "v").id();
        TestApi api = api("mallory");

        HttpResponse<String> others = api.send(method, "/" + id + suffix, "{\"label\": \"x\"}");
        HttpResponse<String> unknown = api.send(method, "/" + "A".repeat(22) + suffix, "{\"label\": \"x\"}");

        problem(others, 404, "not-found");
        assertThat(others.body()).isEqualTo(unknown.body());
        Token token = host.tokens.find("victim", id).orElseThrow();
        assertThat(token.revokedAt()).isNull();
        assertThat(token.label()).isEqualTo("v");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "PUT    | /         | 405 | GET, HEAD, POST",
                "GET    | /revoke   | 405 | POST",
                "DELETE | /options  | 405 | GET, HEAD",
                "POST   | /abc      | 405 | GET, HEAD, PATCH, DELETE",
                "GET    | /a/b/c    | 404 |",
                "GET    | /a%20b    | 404 |",
                "GET    | /..;/x    | 400 |"
            })
    void otherMethodOrPath_isRejected(String method, String path, int status, String allow) {
        HttpResponse<String> answer = api("ada").send(method, path, "{}");

        assertThat(answer.statusCode()).isEqualTo(status);
        assertThat(answer.headers().firstValue("Allow")).isEqualTo(Optional.ofNullable(allow));
    }

    @Test
    void head_ofAList_hasNoBody() {
        HttpResponse<String> answer = api("ada").sendExactly("HEAD", "/", "");

        assertThat(answer.statusCode()).isEqualTo(200);
        assertThat(answer.body()).isEmpty();
    }

    @Test
    void user_withAHostileName_onlySeesOwnTokens() {
        String id = host.tokens.issue(TokenRequest.of("\"}<b>'").label("x")).id();
        TestApi api = api("%22%7D%3Cb%3E'");

        assertThat(list(api.get("/"), "tokens"))
                .extracting(token -> token.get("id"))
                .containsExactly(id);
        assertThat(json(api.get("/options"))).containsEntry("user", "\"}<b>'");
        assertThat(host.tokens.list(TokenQuery.all().which(Which.ALL).limit(1000)))
                .hasSizeGreaterThan(1);
    }
}
