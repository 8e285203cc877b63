package io.anchorify.auth.servlet.conformance;

import static org.assertj.core.api.Assertions.assertThat;

import io.anchorify.auth.IssuedToken;
import io.anchorify.auth.TokenRequest;
import io.anchorify.auth.TokenService;
import io.anchorify.auth.servlet.conformance.RawHttp.Answer;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The responses: lines 5, 6, 12 to 21, 26, 28 and 33. */
@InEveryContainer
class AnswerConformanceTest extends ConformanceCase {

    @Test
    void line5_request_withoutAuthorization_isChallengedWithoutAnError() throws Exception {
        isProblem(get("/api/x"), 401, PLAIN);
    }

    @Test
    void line6_otherScheme_isChallengedUnlessAllowed() throws Exception {
        isProblem(get("/api/x", "Authorization: Basic YWRhOmFkYQ=="), 401, PLAIN);

        Answer mixed = get("/mixed/x", "Authorization: Basic YWRhOmFkYQ==");
        assertThat(mixed.status()).isEqualTo(200);
        assertThat(mixed.body()).startsWith("owner=null");
        isProblem(get("/mixed/x"), 401, PLAIN);
        isProblem(get("/mixed/x", "Authorization: Bearer jf_wrong"), 401, INVALID_TOKEN);
    }

    @Test
    void line12_invalidTokens_ofEveryKind_getTheSameResponse() throws Exception {
        IssuedToken unknown = TokenService.builder(new FailingStore()).build().issue("ada", null);
        IssuedToken revoked = tokens.issue("ada", null);
        tokens.revoke("ada", revoked.id());
        IssuedToken expired = tokens.issue(TokenRequest.of("ada").expiresIn(Duration.ofMillis(1)));
        Awaitility.with()
                .pollInterval(Duration.ofMillis(2))
                .await()
                .until(() -> !tokens.find("ada", expired.id()).orElseThrow().isActive(java.time.Instant.now()));
        IssuedToken ofSuspended = tokens.issue("mallory", null);
        suspended.add("mallory");

        List<Answer> answers = new ArrayList<>();
        for (IssuedToken token : List.of(unknown, revoked, expired, ofSuspended)) {
            answers.add(get("/api/x", bearer(token)));
        }
        assertThat(answers).allSatisfy(answer -> isProblem(answer, 401, INVALID_TOKEN));
        assertThat(answers.stream().map(Answer::body).distinct()).hasSize(1);
        assertThat(answers.stream().map(answer -> withoutDate(answer.headers())).distinct())
                .hasSize(1);
    }

    @Test
    void line13_token_withoutARequiredScope_isForbiddenAndToldTheScopes() throws Exception {
        isProblem(
                get("/scoped/x", bearer(laptop)), 403, PLAIN + ", error=\"insufficient_scope\", scope=\"read write\"");
        IssuedToken both = tokens.issue(TokenRequest.of("ada").label("laptop").scopes("write", "read", "more"));
        assertThat(get("/scoped/x", bearer(both)).body()).contains("read=true write=true");
    }

    @Test
    void line14_token_refusedForAnotherReason_isForbiddenAndNotCalledInvalid() throws Exception {
        isProblem(get("/ruled/x?rule=false", bearer(laptop)), 403, PLAIN);
        assertThat(get("/ruled/x?rule=true", bearer(laptop))).satisfies(ConformanceCase::isEchoOfAda);

        Answer byHandler = get("/api/x?then=forbid", bearer(laptop));
        assertThat(byHandler.status()).isEqualTo(403);
        assertThat(byHandler.header("WWW-Authenticate")).isEmpty();
    }

    @Test
    void line14a_token_outsideItsNetworks_isForbiddenLikeByARule() throws Exception {
        IssuedToken elsewhere =
                tokens.issue(TokenRequest.of("ada").label("laptop").networks("192.0.2.0/24", "2001:db8::/32"));
        IssuedToken here = tokens.issue(TokenRequest.of("ada").label("laptop").networks("127.0.0.0/8"));

        Answer answer = get("/api/x", bearer(elsewhere));
        isProblem(answer, 403, PLAIN);
        assertThat(answer.body())
                .isEqualTo(get("/ruled/x?rule=false", bearer(laptop)).body());
        assertThat(get("/optional/x", bearer(elsewhere)).status()).isEqualTo(403);
        assertThat(get("/api/x", bearer(here))).satisfies(ConformanceCase::isEchoOfAda);
    }

    /** A container uses such headers only if it is configured to. */
    @ParameterizedTest
    @ValueSource(strings = {"X-Forwarded-For: 192.0.2.1", "Forwarded: for=192.0.2.1", "X-Real-IP: 192.0.2.1"})
    void line14a_header_ofAProxy_isNotBelieved(String header) throws Exception {
        IssuedToken elsewhere = tokens.issue(TokenRequest.of("ada").networks("192.0.2.0/24"));

        isProblem(get("/api/x", bearer(elsewhere), header), 403, PLAIN);
    }

    @Test
    void rule_thatThrows_isUnavailable() throws Exception {
        isUnavailable(get("/ruled/x?rule=throw", bearer(laptop)));
    }

    @Test
    void line15_store_thatFails_isUnavailableAndNotCached() throws Exception {
        store.broken = true;
        isUnavailable(get("/api/x", bearer(laptop)));
        isUnavailable(get("/optional/x", bearer(laptop)));

        store.broken = false;
        assertThat(get("/api/x", bearer(laptop))).satisfies(ConformanceCase::isEchoOfAda);
    }

    @Test
    void line16_lookups_beyondTheLimit_areUnavailable() throws Exception {
        CountDownLatch answers = new CountDownLatch(1);
        store.hangingUntil = answers;
        int before = store.finds.get();
        CompletableFuture<Answer> hanging = CompletableFuture.supplyAsync(() -> getUnchecked("/api/x", bearer(laptop)));
        Awaitility.with().pollInterval(Duration.ofMillis(2)).await().until(() -> store.finds.get() > before);

        isUnavailable(get("/api/x", bearer(tokens.issue("ada", "another"))));

        answers.countDown();
        assertThat(hanging.get(10, TimeUnit.SECONDS)).satisfies(ConformanceCase::isEchoOfAda);
    }

    @Test
    void line17_filter_notInitialized_isUnavailable() throws Exception {
        isUnavailable(get("/uninitialised/x", bearer(laptop)));
        isUnavailable(get("/uninitialised/x"));
    }

    @Test
    void line17_service_closed_isUnavailable() throws Exception {
        isUnavailable(get("/closed/x", bearer(ofClosedService)));
        isUnavailable(get("/closed/x", bearer(laptop)));
        isProblem(get("/closed/x"), 401, PLAIN);
    }

    @Test
    void line18_head_hasTheHeadersOfGetAndNoBody() throws Exception {
        Answer get = get("/api/x");
        Answer head = send("HEAD", "/api/x");

        assertThat(head.status()).isEqualTo(401);
        assertThat(head.body()).isEmpty();
        assertThat(withoutDate(head.headers())).isEqualTo(withoutDate(get.headers()));
    }

    @Test
    void line19_preflight_isAuthenticatedUnlessAllowed() throws Exception {
        String[] preflight = {"Origin: https://example.org", "Access-Control-Request-Method: DELETE"};
        isProblem(options("/api/x", preflight), 401, PLAIN);

        assertThat(options("/preflight/x", preflight).status()).isEqualTo(200);
        isProblem(options("/preflight/x", preflight[0]), 401, PLAIN);
        isProblem(options("/preflight/x", preflight[1]), 401, PLAIN);
        isProblem(get("/preflight/x", preflight), 401, PLAIN);
        isProblem(
                options("/preflight/x", preflight[0], preflight[1], "Authorization: Bearer jf_x"), 401, INVALID_TOKEN);
    }

    @Test
    void line20_challenges_matchTheGrammar() throws Exception {
        String quoted = "\"(?:[\\x20\\x21\\x23-\\x5B\\x5D-\\x7E]|\\\\[\"\\\\])*\"";
        String description = "error_description=\"[\\x20-\\x21\\x23-\\x5B\\x5D-\\x7E]+\"";
        String grammar =
                "Bearer realm=" + quoted + "(, error=\"[a-z_]+\"(, " + description + ")?(, scope=\"[a-z ]+\")?)?";
        for (String header :
                List.of("X: x", "Authorization: Bearer", "Authorization: Bearer ,", "Authorization: Bearer x")) {
            assertThat(get("/api/x", header).header("WWW-Authenticate"))
                    .hasSize(1)
                    .allMatch(c -> c.matches(grammar));
        }
        assertThat(get("/scoped/x", bearer(laptop)).header("WWW-Authenticate"))
                .hasSize(1)
                .allMatch(c -> c.matches(grammar));
    }

    @Test
    void line21_challenge_ofAnotherMechanism_isKept() throws Exception {
        assertThat(get("/first/x").header("WWW-Authenticate")).containsExactly("Basic realm=\"other\"", PLAIN);
    }

    /** A container may reject a method itself. */
    @ParameterizedTest
    @ValueSource(strings = {"POST", "PUT", "PATCH", "DELETE", "OPTIONS", "TRACE", "CONNECT", "get", "ANCHORIFY"})
    void line26_request_ofAnyMethod_needsAToken(String method) throws Exception {
        Answer answer = send(method, "/api/x");

        assertThat(answer.body()).doesNotContain("owner=");
        assertThat(answer.status()).isIn(400, 401, 403, 405, 501);
        if (!answer.header("WWW-Authenticate").isEmpty()) {
            isProblem(answer, 401, PLAIN);
        }
    }

    @Test
    void line28_host_withAPath_hasNoEffect() throws Exception {
        String request = "GET " + path("/api/x") + " HTTP/1.1\r\nHost: a/abc?x=\r\nConnection: close\r\n";

        assertThat(RawHttp.exchange(port(), request + "\r\n")).matches("(?s)HTTP/1.1 (400|401) .*");
        assertThat(RawHttp.exchange(port(), request + bearer(laptop) + "\r\n\r\n"))
                .matches("(?s)HTTP/1.1 (400 .*|200 .*owner=ada .*)");
    }

    @Test
    void line28_application_atAnyContextPathAndInTurkish_isProtected() throws Exception {
        isProblem(get("/api/x"), 401, PLAIN);
        assertThat(get("/api/I/i", bearer(laptop))).satisfies(ConformanceCase::isEchoOfAda);
        assertThat(get("/open/echo").body()).startsWith("owner=null");
    }

    @Test
    void line33_adminToken_hasAPrincipalAndARoleOfItsOwn() throws Exception {
        String operator = "Authorization: Bearer " + OPERATOR;
        long uses = admin.uses();

        assertThat(get("/operator/x", operator).body())
                // The name is empty in Spring Security, which requires one.
                .matches(
                        "owner=(admin)? user=(null)? auth=Bearer token=none read=false write=false dispatch=REQUEST\n");
        assertThat(get("/operator/only/x", operator).status()).isEqualTo(200);
        assertThat(admin.uses()).as("each request counts once").isEqualTo(uses + 2);
        assertThat(get("/operator/x", bearer(laptop))).satisfies(ConformanceCase::isEchoOfAda);
        isProblem(
                get("/operator/only/x", bearer(laptop)),
                403,
                "Bearer realm=\"api\"" + ", error=\"insufficient_scope\", scope=\"anchorify:admin\"");
        isProblem(get("/api/x", operator), 401, INVALID_TOKEN);
    }

    @Test
    void optionalMode_passesRequestsWithoutATokenAndRejectsInvalidOnes() throws Exception {
        assertThat(get("/optional/x").body()).startsWith("owner=null user=null auth=null");
        assertThat(get("/optional/x", "Authorization: Basic YWRhOmFkYQ==").body())
                .startsWith("owner=null");
        assertThat(get("/optional/x", bearer(laptop))).satisfies(ConformanceCase::isEchoOfAda);
        isProblem(get("/optional/x", "Authorization: Bearer jf_x"), 401, INVALID_TOKEN);
        assertThat(get("/optional/x", "Authorization: Bearer").status()).isEqualTo(400);
    }

    private Answer getUnchecked(String path, String... headers) {
        try {
            return get(path, headers);
        } catch (IOException e) {
            throw new java.io.UncheckedIOException(e);
        }
    }

    private Answer options(String path, String... headers) throws IOException {
        return send("OPTIONS", path, headers);
    }

    private static List<String> withoutDate(List<String> headers) {
        return headers.stream()
                .filter(line -> !line.startsWith("Date:"))
                .sorted()
                .toList();
    }
}
