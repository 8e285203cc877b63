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
 * Published vulnerabilities of other projects, each translated to this library. Those that are requests which bypass a
 * filter are in {@link KnownBypass}.
 */
@InEveryContainer
class KnownFlawsConformanceTest extends ConformanceCase {

    /** Security headers were missing from responses that had been started in unusual ways. */
    @Test
    void line23_springCve2026n22732_headersOfARejection_arePresentAfterEarlierOutput() throws Exception {
        for (String path :
                List.of("/api/x", "/open/go?by=forward-after-writing&to=/api/x", "/open/go?by=async&to=/api/x")) {
            Answer answer = get(path);
            assertThat(answer.status()).as(path).isEqualTo(401);
            assertThat(answer.header("WWW-Authenticate")).as(path).containsExactly(PLAIN);
            assertThat(answer.header("Cache-Control")).as(path).containsExactly("no-store");
        }
    }

    /** The duration of a rejection revealed whether an account was disabled. */
    @Test
    void line12_springCve2026n22746_invalidToken_ofAnyKind_costsOneLookup() throws Exception {
        IssuedToken revoked = tokens.issue("ada", null);
        tokens.revoke("ada", revoked.id());
        IssuedToken expired = tokens.issue(TokenRequest.of("ada").expiresIn(Duration.ofMillis(1)));
        Awaitility.with()
                .pollInterval(Duration.ofMillis(2))
                .await()
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

    /** Two concurrent requests could use a one-time token twice. */
    @Test
    void line12_springCve2026n22751_cachedToken_revoked_isRejectedImmediately() throws Exception {
        assertThat(get("/api/x", bearer(laptop))).satisfies(ConformanceCase::isEchoOfAda);

        tokens.revoke("ada", laptop.id());

        for (int i = 0; i < 10; i++) {
            isProblem(get("/api/x", bearer(laptop)), 401, INVALID_TOKEN);
        }
    }

    /** The user of a request that ended early stayed on the thread. */
    @Test
    void line22_jettyCve2026n5795_failedRequest_leavesNoPrincipalBehind() throws Exception {
        for (int i = 0; i < 3; i++) {
            assertThat(get("/api/x?then=fail", bearer(laptop)).status()).isEqualTo(500);
            assertThat(get("/ruled/x?rule=false", bearer(laptop)).status()).isEqualTo(403);
            assertThat(get("/optional/x").body()).startsWith("owner=null user=null auth=null");
        }
    }

    /** A constraint on files of the container ignored the method. */
    @ParameterizedTest
    @ValueSource(strings = {"GET", "HEAD", "POST", "PUT", "DELETE", "OPTIONS", "TRACE", "get", "ANCHORIFY"})
    void line26_tomcatCve2026n55956_fileOfTheContainer_isProtectedForEveryMethod(String method) throws Exception {
        Answer answer = send(method, "/files/protected.txt");

        assertThat(answer.body()).doesNotContain(FILE);
        assertThat(answer.status()).isIn(400, 401, 403, 405, 501);
        assertThat(get("/files/protected.txt", bearer(laptop)).body()).contains(FILE);
    }

    /** A cache confused two queries. Here: two similar tokens. */
    @Test
    void line10_openFgaCve2024n56323_token_similarToACachedOne_isInvalid() throws Exception {
        assertThat(get("/api/x", bearer(laptop))).satisfies(ConformanceCase::isEchoOfAda);

        for (String other : List.of(
                secret + "=",
                secret + secret,
                secret.toUpperCase(java.util.Locale.ROOT),
                secret.toLowerCase(java.util.Locale.ROOT),
                secret.substring(0, secret.length() - 1),
                "Bearer" + secret)) {
            if (!other.equals(secret)) {
                isProblem(get("/api/x", "Authorization: Bearer " + other), 401, INVALID_TOKEN);
            }
        }
    }

    /** The same. Here: two tokens of one owner. */
    @Test
    void line13_openFgaCve2026n41131_scopes_ofACachedToken_areItsOwn() throws Exception {
        IssuedToken both = tokens.issue(TokenRequest.of("ada").label("laptop").scopes("read", "write"));

        for (int i = 0; i < 3; i++) {
            assertThat(get("/scoped/x", bearer(both)).status()).isEqualTo(200);
            assertThat(get("/scoped/x", bearer(laptop)).status()).isEqualTo(403);
            assertThat(get("/api/x", bearer(laptop)).body()).contains("read=true write=false");
            assertThat(get("/api/x", bearer(both)).body()).contains("read=true write=true");
        }
    }

    /** The same. Here: two filters with different services. */
    @Test
    void line33_openFgaCve2026n48096_token_cachedByOneService_isUnknownToAnother() throws Exception {
        assertThat(get("/api/x", bearer(laptop))).satisfies(ConformanceCase::isEchoOfAda);
        String operator = "Authorization: Bearer " + OPERATOR;
        assertThat(get("/operator/only/x", operator).status()).isEqualTo(200);

        isProblem(get("/api/x", operator), 401, INVALID_TOKEN);
        assertThat(get("/operator/only/x", bearer(laptop)).status()).isEqualTo(403);
        isUnavailable(get("/closed/x", bearer(laptop)));
    }
}
