package io.anchorify.auth.servlet.conformance;

import static org.assertj.core.api.Assertions.assertThat;

import io.anchorify.auth.IssuedToken;
import io.anchorify.auth.TokenRequest;
import io.anchorify.auth.TokenService;
import io.anchorify.auth.servlet.conformance.RawHttp.Answer;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * What was published of others and is no request that leads around a filter, each as what it would be here. The requests
 * are in {@link KnownWay}.
 */
@InEveryContainer
class KnownFlawsConformanceTest extends ConformanceCase {

    /** Headers were left out of answers that had begun in another way than usual. */
    @Test
    void line23_springCve2026n22732_headersOfARefusalAreThere_whateverWasWrittenBefore() throws Exception {
        for (String way :
                List.of("/api/x", "/open/go?by=forward-after-writing&to=/api/x", "/open/go?by=async&to=/api/x")) {
            Answer answer = get(way);
            assertThat(answer.status()).as(way).isEqualTo(401);
            assertThat(answer.header("WWW-Authenticate")).as(way).containsExactly(PLAIN);
            assertThat(answer.header("Cache-Control")).as(way).containsExactly("no-store");
        }
    }

    /** How long a refusal took told whether an account was disabled. */
    @Test
    void line12_springCve2026n22746_whateverIsWrongWithAToken_costsOneLookup() throws Exception {
        IssuedToken revoked = tokens.issue("ada", null);
        tokens.revoke("ada", revoked.id());
        IssuedToken expired = tokens.issue(TokenRequest.of("ada").expiresIn(Duration.ofMillis(1)));
        Awaitility.await()
                .until(() -> !tokens.find("ada", expired.id()).orElseThrow().isActive(Instant.now()));
        IssuedToken unknown;
        try (TokenService other = TokenService.builder(new FailingStore()).build()) {
            unknown = other.issue("ada", null);
        }
        suspended.add("mallory");

        for (IssuedToken token : List.of(unknown, revoked, expired, tokens.issue("mallory", null))) {
            int finds = store.finds.get();
            isProblem(get("/api/x", bearer(token)), 401, INVALID_TOKEN);
            assertThat(store.finds).hasValue(finds + 1);
        }
    }

    /** A token that was good once could be used twice, by two requests at a time. */
    @Test
    void line12_springCve2026n22751_tokenThatWasGood_isRefusedFromTheMomentItIsRevoked() throws Exception {
        assertThat(get("/api/x", bearer(laptop))).satisfies(ConformanceCase::isEchoOfAda);

        tokens.revoke("ada", laptop.id());

        for (int i = 0; i < 10; i++) {
            isProblem(get("/api/x", bearer(laptop)), 401, INVALID_TOKEN);
        }
    }

    /** Whom a request had been for stayed on the thread when it ended early. */
    @Test
    void line22_jettyCve2026n5795_requestThatFails_leavesNobodyBehind() throws Exception {
        for (int i = 0; i < 3; i++) {
            assertThat(get("/api/x?then=fail", bearer(laptop)).status()).isEqualTo(500);
            assertThat(get("/ruled/x?rule=false", bearer(laptop)).status()).isEqualTo(403);
            assertThat(get("/optional/x").body()).startsWith("owner=null user=null auth=null");
        }
    }

    /** A constraint on what the container itself serves did not heed the method. */
    @ParameterizedTest
    @ValueSource(strings = {"GET", "HEAD", "POST", "PUT", "DELETE", "OPTIONS", "TRACE", "get", "ANCHORIFY"})
    void line26_tomcatCve2026n55956_fileThatTheContainerServes_isGuardedForEveryMethod(String method) throws Exception {
        Answer answer = send(method, "/files/guarded.txt");

        assertThat(answer.body()).doesNotContain(FILE);
        assertThat(answer.status()).isIn(400, 401, 403, 405, 501);
        assertThat(get("/files/guarded.txt", bearer(laptop)).body()).contains(FILE);
    }

    /** A cache took two questions for the same one: here, two tokens that resemble each other. */
    @Test
    void line10_openFgaCve2024n56323_tokenThatResemblesACachedOne_isAnother() throws Exception {
        assertThat(get("/api/x", bearer(laptop))).satisfies(ConformanceCase::isEchoOfAda);

        for (String other : List.of(
                good + "=",
                good + good,
                good.toUpperCase(java.util.Locale.ROOT),
                good.toLowerCase(java.util.Locale.ROOT),
                good.substring(0, good.length() - 1),
                "Bearer" + good)) {
            if (!other.equals(good)) {
                isProblem(get("/api/x", "Authorization: Bearer " + other), 401, INVALID_TOKEN);
            }
        }
    }

    /** The same: here, two tokens of one owner. */
    @Test
    void line13_openFgaCve2026n41131_scopesOfACachedToken_areNobodyElses() throws Exception {
        IssuedToken both = tokens.issue(TokenRequest.of("ada").label("laptop").scopes("read", "write"));

        for (int i = 0; i < 3; i++) {
            assertThat(get("/scoped/x", bearer(both)).status()).isEqualTo(200);
            assertThat(get("/scoped/x", bearer(laptop)).status()).isEqualTo(403);
            assertThat(get("/api/x", bearer(laptop)).body()).contains("read=true write=false");
            assertThat(get("/api/x", bearer(both)).body()).contains("read=true write=true");
        }
    }

    /** The same: here, two filters with different services. */
    @Test
    void line33_openFgaCve2026n48096_tokenCachedByOneService_isNothingToAnother() throws Exception {
        assertThat(get("/api/x", bearer(laptop))).satisfies(ConformanceCase::isEchoOfAda);
        String operator = "Authorization: Bearer " + OPERATOR;
        assertThat(get("/operator/only/x", operator).status()).isEqualTo(200);

        isProblem(get("/api/x", operator), 401, INVALID_TOKEN);
        assertThat(get("/operator/only/x", bearer(laptop)).status()).isEqualTo(403);
        isUnavailable(get("/closed/x", bearer(laptop)));
    }
}
